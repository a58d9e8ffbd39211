package io.linkfleet.registry;

import io.lettuce.core.ScriptOutputType;
import io.linkfleet.contract.EventCodec;
import io.linkfleet.contract.InstanceEvent;
import io.linkfleet.contract.InstanceId;
import io.linkfleet.contract.Partitions;
import io.linkfleet.contract.WebhookUrl;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The events that webhooks are still to be told, per instance, by their sequence. They stay until
/// told that they are over, across crashes; one that comes again is queued once.
public final class Deliveries {
  private static final Script QUEUE = Script.behind("webhook", "queue_delivery");
  private static final Script NEXT = Script.behind("webhook", "next_delivery");
  private static final Script END = Script.behind("webhook", "end_delivery");

  private final Redis redis;
  private final Partitions partitions;
  private final WebhookSeal seal;

  Deliveries(Redis redis, Partitions partitions, WebhookSeal seal) {
    this.redis = redis;
    this.partitions = partitions;
    this.seal = seal;
  }

  /// An event, and the partition of the event topic it came on.
  public record Arrival(InstanceEvent event, int topicPartition) {}

  /// Queues each event whose instance has a webhook that wants it; the instances that have anything
  /// to deliver now. One round trip. Throws [RegistryUnavailable] when some may not be queued.
  public Set<InstanceId> queue(List<Arrival> arrivals, Instant now) {
    List<Object> answers =
        redis.each(
            QUEUE,
            ScriptOutputType.VALUE,
            arrivals,
            arrival -> Keys.webhookKeys(partitions, arrival.event().instance()),
            arrival -> args(arrival, now));
    return IntStream.range(0, arrivals.size())
        .filter(i -> Fields.utf8((byte[]) answers.get(i)).equals("WAITING"))
        .mapToObj(i -> arrivals.get(i).event().instance())
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Args args(Arrival arrival, Instant now) {
    InstanceEvent event = arrival.event();
    byte[] head = (now.toEpochMilli() + "\n").getBytes(StandardCharsets.US_ASCII);
    byte[] body = EventCodec.encode(event);
    byte[] entry = Arrays.copyOf(head, head.length + body.length);
    System.arraycopy(body, 0, entry, head.length, body.length);
    return Args.of(event.instance().value())
        .and(event.sequence())
        .and(event.kind().wireName())
        .and(arrival.topicPartition())
        .and(entry);
  }

  /// The instances with anything to deliver whose events come on one of those partitions of the
  /// event topic. One round trip.
  public Map<InstanceId, Integer> waiting(Set<Integer> topicPartitions) {
    List<Integer> all = IntStream.range(0, partitions.count()).boxed().toList();
    Map<InstanceId, Integer> waiting = new HashMap<>();
    redis
        .<Integer, Map<String, byte[]>>callEach(
            all, commands -> partition -> commands.hgetall(Keys.delivering(partition)))
        .forEach(
            found ->
                found.forEach(
                    (id, partition) ->
                        waiting.put(new InstanceId(id), Integer.parseInt(Fields.utf8(partition)))));
    waiting.values().retainAll(topicPartitions);
    return waiting;
  }

  /// The event to deliver next, and where to, as it is now. One round trip.
  public Optional<Delivery> next(InstanceId instance) {
    Args args = Args.of(instance.value());
    List<?> answer = redis.list(NEXT, Keys.webhookKeys(partitions, instance), args);
    if (answer.isEmpty()) {
      return Optional.empty();
    }
    byte[] entry = (byte[]) answer.get(0);
    int end = lineEnd(entry);
    String queuedAt = new String(entry, 0, end, StandardCharsets.US_ASCII);
    return Optional.of(
        new Delivery(
            EventCodec.decode(Arrays.copyOfRange(entry, end + 1, entry.length)),
            webhook(instance, Fields.ofPairs(answer.get(1))),
            Instant.ofEpochMilli(Long.parseLong(queuedAt)),
            (Long) answer.get(2)));
  }

  /// The event is delivered, or given up. May be repeated.
  public void end(InstanceEvent event) {
    text(END, event.instance(), Args.of(event.instance().value()).and(event.sequence()));
  }

  private String text(Script script, InstanceId instance, Args args) {
    return redis.text(script, Keys.webhookKeys(partitions, instance), args);
  }

  private Optional<Webhook> webhook(InstanceId instance, Fields fields) {
    WebhookUrl url = new WebhookUrl(fields.text("url"));
    return fields
        .findBytes("sealed")
        .flatMap(bytes -> seal.open(instance, url, bytes))
        .map(
            secrets ->
                new Webhook(
                    url, Webhooks.events(fields), secrets.secret(), secrets.authorization()));
  }

  private static int lineEnd(byte[] entry) {
    for (int i = 0; i < entry.length; i++) {
      if (entry[i] == '\n') {
        return i;
      }
    }
    throw new IllegalStateException("a stored delivery begins with its time");
  }
}
