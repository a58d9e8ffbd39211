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
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Events that were stored with what they tell and are not known to be published yet. They stay
/// until the owner says so, across crashes: published at least once, in order, without gaps.
public final class Outbox {
  /// How many events of one instance are read at once, at most.
  public static final int AT_ONCE = 100;

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Script PUBLISHED = Script.fenced("published");

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

  /// The oldest events of the instance, [#AT_ONCE] at most, oldest first.
  public List<InstanceEvent> oldest(InstanceId instance) {
    return oldest(List.of(instance)).getOrDefault(instance, List.of());
  }

  /// The same of several instances, without those that have none. One round trip.
  public Map<InstanceId, List<InstanceEvent>> oldest(Collection<InstanceId> instances) {
    List<InstanceId> asked = List.copyOf(instances);
    List<List<byte[]>> answers =
        redis.callEach(
            asked,
            commands ->
                instance -> commands.lrange(Keys.events(partitions, instance), 0, AT_ONCE - 1L));
    Map<InstanceId, List<InstanceEvent>> oldest = new LinkedHashMap<>();
    for (int i = 0; i < asked.size(); i++) {
      InstanceId instance = asked.get(i);
      List<InstanceEvent> events =
          answers.get(i).stream().map(stored -> event(instance, JSON.readTree(stored))).toList();
      if (!events.isEmpty()) {
        oldest.put(instance, events);
      }
    }
    return oldest;
  }

  /// Forgets that many of the oldest. Throws [StaleOwner].
  public void published(Fence fence, InstanceId instance, int count) {
    published(fence, Map.of(instance, count));
  }

  /// The same of several instances. Two round trips. After any failure some may be forgotten and
  /// others not: they are to be read anew, for a count must never be taken off twice.
  public void published(Fence fence, Map<InstanceId, Integer> counts) {
    redis
        .textOfEach(
            PUBLISHED,
            counts.entrySet(),
            one -> Keys.fenced(partitions, fence, one.getKey()),
            one -> args(fence, one.getKey(), one.getValue()))
        .forEach(
            answer -> {
              if (answer.equals("STALE")) {
                throw new StaleOwner(fence);
              }
            });
  }

  private static Args args(Fence fence, InstanceId instance, int count) {
    return Args.of(fence).and(instance.value()).and("").and("").and("").and("").and(count);
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
