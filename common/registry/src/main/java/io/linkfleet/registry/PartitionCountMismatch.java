package io.linkfleet.registry;

/// This program was given another partition count than the fleet was first started with.
public final class PartitionCountMismatch extends RuntimeException {
  PartitionCountMismatch(long recorded, int configured) {
    super(
        "the fleet in this Redis has "
            + recorded
            + " partitions, this program is configured for "
            + configured
            + ": set linkfleet.partitions="
            + recorded
            + ", or use another Redis");
  }
}
