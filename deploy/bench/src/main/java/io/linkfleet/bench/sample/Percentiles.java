package io.linkfleet.bench.sample;

import java.util.Arrays;

/// A set of durations in nanoseconds, asked by rank. Nearest rank: every answer is one of them.
public final class Percentiles {
  private final long[] sorted;

  public Percentiles(long[] nanos) {
    if (nanos.length == 0) {
      throw new IllegalArgumentException("no samples");
    }
    sorted = nanos.clone();
    Arrays.sort(sorted);
  }

  /// `share` in 0..1.
  public long nanosAt(double share) {
    int rank = (int) Math.ceil(share * sorted.length);
    return sorted[Math.clamp(rank - 1L, 0, sorted.length - 1)];
  }

  /// In milliseconds.
  public double millisAt(double share) {
    return nanosAt(share) / 1e6;
  }

  public int count() {
    return sorted.length;
  }
}
