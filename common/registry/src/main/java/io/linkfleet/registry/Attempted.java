package io.linkfleet.registry;

import java.util.Objects;

/// Something that was to be delivered: the last attempt at it, and how many there were.
public record Attempted(Attempt last, int attempts) {
  public Attempted {
    Objects.requireNonNull(last, "last");
    if (attempts < 1) {
      throw new IllegalArgumentException("what was attempted was so at least once");
    }
  }

  /// From its id, the count and the attempt, a line feed between.
  static Attempted ofStored(String stored) {
    String[] parts = stored.split("\n", 3);
    return new Attempted(Attempt.ofStored(parts[0], parts[2]), Integer.parseInt(parts[1]));
  }
}
