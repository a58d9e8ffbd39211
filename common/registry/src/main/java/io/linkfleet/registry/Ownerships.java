package io.linkfleet.registry;

import io.linkfleet.contract.Partitions;
import java.util.List;
import java.util.Optional;

/// Who owns which partition.
public final class Ownerships {
  private static final Script TAKE = Script.named("take");

  private final Redis redis;
  private final Partitions partitions;

  Ownerships(Redis redis, Partitions partitions) {
    this.redis = redis;
    this.partitions = partitions;
  }

  /// Makes the worker the owner; every fence handed out before for this partition is stale from
  /// now on.
  public Fence take(int partition, String workerId) {
    if (partition < 0 || partition >= partitions.count()) {
      throw new IllegalArgumentException("the fleet has no partition " + partition);
    }
    String epoch = redis.text(TAKE, List.of(Keys.owner(partition)), Args.of(workerId));
    return new Fence(partition, new OwnershipEpoch(Long.parseLong(epoch)), workerId);
  }

  /// Throws [StaleOwner] unless the fence is the newest.
  public void prove(Fence fence) {
    if (!holds(fence)) {
      throw new StaleOwner(fence);
    }
  }

  /// Whether the fence is the newest: a fresh proof of ownership, true at the moment of the answer.
  public boolean holds(Fence fence) {
    Fields owner = redis.hash(Keys.owner(fence.partition()));
    return owner.find("epoch").equals(Optional.of(fence.epoch().toString()))
        && owner.find("worker").equals(Optional.of(fence.workerId()));
  }

  /// The id of the worker that took the partition last; it may be gone by now.
  public Optional<String> ownerOf(int partition) {
    return redis.hash(Keys.owner(partition)).find("worker");
  }
}
