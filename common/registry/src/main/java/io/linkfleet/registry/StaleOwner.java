package io.linkfleet.registry;

/// Another worker has taken the partition since: nothing was written, and whoever holds this fence
/// must let go of the partition's instances without a further write.
public final class StaleOwner extends RuntimeException {
  private final int partition;
  private final OwnershipEpoch epoch;

  StaleOwner(Fence fence) {
    super("epoch " + fence.epoch() + " of partition " + fence.partition() + " is stale");
    this.partition = fence.partition();
    this.epoch = fence.epoch();
  }

  public int partition() {
    return partition;
  }

  /// The epoch that is not the newest any more.
  public OwnershipEpoch epoch() {
    return epoch;
  }
}
