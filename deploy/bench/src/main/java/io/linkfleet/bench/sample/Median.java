package io.linkfleet.bench.sample;

import java.util.Collection;

/// The middle of several rounds: one that another process disturbed does not count.
public final class Median {
  private Median() {}

  /// Of an even number, the mean of the two in the middle.
  public static double of(Collection<Double> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("nothing was measured");
    }
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
