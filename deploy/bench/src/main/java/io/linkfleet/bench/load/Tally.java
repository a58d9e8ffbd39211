package io.linkfleet.bench.load;

import io.linkfleet.bench.sample.Percentiles;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/// What callers of one play were answered, and when. For one thread.
public final class Tally {
  private long[] nanos = new long[4096];
  private int count;
  private final Map<Integer, Integer> statuses = new TreeMap<>();

  public void add(Answer answer) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, count * 2);
    }
    nanos[count++] = answer.nanos();
    statuses.merge(answer.status(), 1, Integer::sum);
  }

  public int count() {
    return count;
  }

  /// Throws [IllegalStateException] when anything else was answered: a figure of refusals would
  /// look like a figure of calls.
  public Tally require(int status) {
    return requireAllBut(0, status);
  }

  /// The same where so many may be answered otherwise.
  public Tally requireAllBut(int others, int status) {
    if (count == 0 || statuses.getOrDefault(status, 0) < count - others) {
      throw new IllegalStateException("not all of them " + status + ": " + statuses);
    }
    return this;
  }

  public Percentiles latencies() {
    return new Percentiles(Arrays.copyOf(nanos, count));
  }
}
