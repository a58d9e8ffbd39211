package io.linkfleet.registry;

import java.util.Objects;

/// The proof of ownership that every durable write of a worker carries. Good until another worker,
/// or a later life of this one, takes the partition.
public record Fence(int partition, OwnershipEpoch epoch, String workerId) {
  public Fence {
    Objects.requireNonNull(epoch, "epoch");
    if (partition < 0) {
      throw new IllegalArgumentException("a partition is not negative: " + partition);
    }
    if (workerId.isBlank()) {
      throw new IllegalArgumentException("a worker id has text");
    }
  }
}
