package io.linkfleet.registry;

import io.linkfleet.contract.AccountId;
import io.linkfleet.contract.InstanceEvent;
import io.linkfleet.contract.InstanceId;
import io.linkfleet.contract.InstanceName;
import io.linkfleet.contract.InstanceStatus;
import io.linkfleet.contract.Partitions;
import io.linkfleet.contract.Standing;
import io.linkfleet.contract.StateReason;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Events that were stored with what they tell and are not known to be published yet. They stay
/// until the owner says so, across crashes: published at least once, in order, without gaps.
public final class Outbox {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Script TO_PUBLISH = Script.fenced("to_publish");
  private static final Script PUBLISHED = Script.fenced("published");
  private static final long AT_ONCE = 100;

  private final Redis redis;
  private final Partitions partitions;

  Outbox(Redis redis, Partitions partitions) {
    this.redis = redis;
    this.partitions = partitions;
  }

  /// The instances of the partition that have events to publish.
  public Set<InstanceId> instancesOf(int partition) {
    return redis.members(Keys.unpublished(partition)).stream()
        .map(InstanceId::new)
        .collect(Collectors.toUnmodifiableSet());
  }

  /// The oldest events of the instance, a hundred at most, oldest first. The configured number of
  /// replicas holds them: what is published is not told anew, and differently, after a failover.
  /// Throws [StaleOwner], [NotReplicated].
  public List<InstanceEvent> toPublish(Fence fence, InstanceId instance) {
    Args args = args(fence, instance).and(AT_ONCE).and(redis.hasReplicas() ? 1 : 0);
    List<?> answer = redis.listDurably(TO_PUBLISH, Keys.fenced(partitions, fence, instance), args);
    throwIfStale(Fields.utf8((byte[]) answer.getFirst()), fence);
    return ((List<?>) answer.get(1))
        .stream().map(stored -> event(instance, JSON.readTree((byte[]) stored))).toList();
  }

  /// Forgets that many of the oldest; answers how many are left. Throws [StaleOwner].
  public int published(Fence fence, InstanceId instance, int count) {
    Args args = args(fence, instance).and(count);
    String answer = redis.text(PUBLISHED, Keys.fenced(partitions, fence, instance), args);
    throwIfStale(answer, fence);
    return Integer.parseInt(answer);
  }

  private static void throwIfStale(String answer, Fence fence) {
    if (answer.equals("STALE")) {
      throw new StaleOwner(fence);
    }
  }

  /// Nothing is stored of what is being done, nor when.
  private static Args args(Fence fence, InstanceId instance) {
    return Args.of(fence).and(instance.value()).and("").and("").and("").and("");
  }

  private static InstanceEvent event(InstanceId instance, JsonNode stored) {
    String ends = stored.required("ends").stringValue();
    return new InstanceEvent(
        instance,
        Long.parseLong(stored.required("sequence").stringValue()),
        new AccountId(stored.required("account").stringValue()),
        new InstanceName(stored.required("name").stringValue()),
        InstanceEvent.Kind.ofWireName(stored.required("kind").stringValue()),
        new Standing(
            InstanceStatus.ofWireName(stored.required("status").stringValue()),
            StateReason.ofWireName(stored.required("reason").stringValue()),
            ends.isEmpty()
                ? Optional.empty()
                : Optional.of(Instant.ofEpochMilli(Long.parseLong(ends)))),
        Instant.ofEpochMilli(Long.parseLong(stored.required("at").stringValue())));
  }
}
