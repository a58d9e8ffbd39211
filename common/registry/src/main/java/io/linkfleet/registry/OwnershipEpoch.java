package io.linkfleet.registry;

/// The fencing number of one ownership of one partition. Only grows.
public record OwnershipEpoch(long value) {
  public OwnershipEpoch {
    if (value < 1) {
      throw new IllegalArgumentException("an epoch is positive: " + value);
    }
  }

  public boolean isNewerThan(OwnershipEpoch other) {
    return value > other.value;
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
