package io.linkfleet.registry;

import io.linkfleet.contract.Partitions;

/// What every program of a fleet must agree on.
public final class FleetFacts {
  private final Redis redis;
  private final Partitions partitions;

  FleetFacts(Redis redis, Partitions partitions) {
    this.redis = redis;
    this.partitions = partitions;
  }

  /// Checks the partition count against the one the fleet was first started with, which the very
  /// first program records. Another count is [PartitionCountMismatch]: it would send instances to
  /// other partitions than those their keys live under.
  public void verify() {
    byte[] wanted = Args.of(Integer.toString(partitions.count())).toArray()[0];
    redis.call(commands -> commands.hsetnx(Keys.FLEET, "partitions", wanted));
    long recorded = redis.hash(Keys.FLEET).number("partitions");
    if (recorded != partitions.count()) {
      throw new PartitionCountMismatch(recorded, partitions.count());
    }
  }
}
