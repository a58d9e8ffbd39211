package io.linkfleet.faults.chronicle;

import java.time.Instant;

/// Something was done to a part of the fleet, from when until when.
public record Outage(String part, String what, Instant from, Instant to) {
  /// Said of a part that went on, at a tenth of its speed.
  public static final String SLOW = "slow";

  /// Whether it was, or had been so shortly before that it still showed, at any moment between
  /// the two.
  public boolean overlaps(Instant start, Instant end) {
    return !from.isAfter(end) && !to.isBefore(start);
  }
}
