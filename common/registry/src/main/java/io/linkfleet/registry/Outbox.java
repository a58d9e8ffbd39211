package io.linkfleet.registry;

import io.lettuce.core.ScriptOutputType;
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
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
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

  /// The oldest events of each queue, a hundred at most, oldest first; two round trips for all
  /// together. The configured number of replicas holds them: what is published is not told anew,
  /// and differently, after a failover. Throws [RegistryUnavailable], [NotReplicated].
  public OutboxAnswer<List<InstanceEvent>> toPublish(Collection<EventQueue> queues) {
    int waits = redis.hasReplicas() ? 1 : 0;
    List<Object> answers =
        redis.eachDurably(
            TO_PUBLISH,
            ScriptOutputType.MULTI,
            queues,
            this::keys,
            queue -> args(queue).and(AT_ONCE).and(waits));
    return answers(
        queues,
        answers,
        (queue, answer) ->
            ((List<?>) ((List<?>) answer).get(1))
                .stream()
                    .map(stored -> event(queue.instance(), JSON.readTree((byte[]) stored)))
                    .toList());
  }

  /// Forgets the events of each queue up to the one with this sequence, which are on the topic;
  /// answers how many are left. May be repeated. Throws [RegistryUnavailable].
  public OutboxAnswer<Integer> published(Map<EventQueue, Long> sequences) {
    List<EventQueue> queues = List.copyOf(sequences.keySet());
    List<Object> answers =
        redis.each(
            PUBLISHED,
            ScriptOutputType.VALUE,
            queues,
            this::keys,
            queue -> args(queue).and(sequences.get(queue)));
    return answers(queues, answers, (_, answer) -> Integer.parseInt(Fields.utf8((byte[]) answer)));
  }

  private static <T> OutboxAnswer<T> answers(
      Collection<EventQueue> queues,
      List<Object> answers,
      BiFunction<EventQueue, Object, T> reading) {
    Map<EventQueue, T> found = new LinkedHashMap<>();
    Set<Fence> stale = new HashSet<>();
    Iterator<Object> next = answers.iterator();
    for (EventQueue queue : queues) {
      Object answer = next.next();
      if (isStale(answer)) {
        stale.add(queue.fence());
      } else {
        found.put(queue, reading.apply(queue, answer));
      }
    }
    return new OutboxAnswer<>(found, stale);
  }

  private static boolean isStale(Object answer) {
    Object head = answer instanceof List<?> several ? several.getFirst() : answer;
    return Fields.utf8((byte[]) head).equals("STALE");
  }

  private List<String> keys(EventQueue queue) {
    return Keys.fenced(partitions, queue.fence(), queue.instance());
  }

  /// Nothing is stored of what is being done, nor when.
  private static Args args(EventQueue queue) {
    return Args.of(queue.fence()).and(queue.instance().value()).and("").and("").and("").and("");
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
