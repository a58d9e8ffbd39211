package io.linkfleet.simulator.count;

import java.util.EnumMap;
import java.util.Map;

/// The running counts. Not for use by several threads.
public final class Counts {
  private final Map<Count, Long> values = new EnumMap<>(Count.class);

  /// Goes on from earlier counts.
  public Counts(Map<Count, Long> before) {
    for (Count count : Count.values()) {
      values.put(count, before.getOrDefault(count, 0L));
    }
  }

  public void add(Count count) {
    values.merge(count, 1L, Long::sum);
  }

  /// For counts that are a maximum.
  public void atLeast(Count count, long value) {
    values.merge(count, value, Math::max);
  }

  public Map<Count, Long> snapshot() {
    return Map.copyOf(values);
  }
}
