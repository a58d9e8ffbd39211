package io.linkfleet.registry;

import io.lettuce.core.ScriptOutputType;
import io.linkfleet.contract.EventCodec;
import io.linkfleet.contract.InstanceEvent;
import io.linkfleet.contract.InstanceId;
import io.linkfleet.contract.MalformedEnvelope;
import io.linkfleet.contract.Partitions;
import io.linkfleet.contract.WebhookTest;
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
import java.util.stream.Stream;

/// The events that webhooks are still to be told, per instance, by their sequence. They stay until
/// told that they are over, across crashes; one that comes again is queued once.
public final class Deliveries {
  private static final Script QUEUE = Script.behind("webhook", "queue_delivery");
  private static final Script NEXT = Script.behind("webhook", "next_delivery");
  private static final Script END = Script.behind("webhook", "end_delivery");
  private static final Script ATTEMPT = Script.behind("webhook", "attempt");
  private static final Script FIND = Script.behind("webhook", "find_webhook");

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
  /// to deliver now. One round trip, two where any has a webhook. Throws [RegistryUnavailable] when
  /// some may not be queued.
  public Set<InstanceId> queue(List<Arrival> arrivals, Instant now) {
    Set<InstanceId> hearing = withWebhook(arrivals);
    List<Arrival> heard =
        arrivals.stream().filter(one -> hearing.contains(one.event().instance())).toList();
    if (heard.isEmpty()) {
      return Set.of();
    }
    List<Object> answers =
        redis.each(
            QUEUE,
            ScriptOutputType.VALUE,
            heard,
            arrival -> Keys.webhookKeys(partitions, arrival.event().instance()),
            arrival -> args(arrival, now));
    return IntStream.range(0, heard.size())
        .filter(i -> Fields.utf8((byte[]) answers.get(i)).equals("WAITING"))
        .mapToObj(i -> heard.get(i).event().instance())
        .collect(Collectors.toUnmodifiableSet());
  }

  /// Most have none, and a look costs a fraction of the script.
  private Set<InstanceId> withWebhook(List<Arrival> arrivals) {
    List<InstanceId> instances =
        arrivals.stream().map(arrival -> arrival.event().instance()).distinct().toList();
    List<Boolean> found =
        redis.callEach(
            instances,
            commands -> instance -> commands.hexists(Keys.webhook(partitions, instance), "events"));
    return IntStream.range(0, instances.size())
        .filter(found::get)
        .mapToObj(instances::get)
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

  /// The event is given up without an attempt. May be repeated.
  public void end(InstanceEvent event) {
    text(END, event.instance(), Args.of(event.instance().value()).and(event.sequence()));
  }

  /// The event is delivered, or given up, with this attempt.
  public void end(InstanceEvent event, Attempt last) {
    Args args =
        Args.of(event.instance().value()).and(event.sequence()).and(last.id()).and(last.stored());
    text(END, event.instance(), args);
  }

  /// Remembers what came of an attempt for whoever asks for the last ones of the instance.
  public void remember(InstanceId instance, Attempt attempt) {
    text(ATTEMPT, instance, Args.of(instance.value(), attempt.id()).and(attempt.stored()));
  }

  /// Takes tests that wait, the oldest first, and whose webhook is still there; nobody else gets
  /// them then. Two round trips, one while there are none.
  public List<TestDelivery> takeTests(int most) {
    List<byte[]> taken = redis.call(commands -> commands.lpop(Keys.WEBHOOK_TESTS, most));
    List<WebhookTest> tests = taken.stream().flatMap(Deliveries::readable).toList();
    if (tests.isEmpty()) {
      return List.of();
    }
    List<Object> answers =
        redis.each(
            FIND,
            ScriptOutputType.MULTI,
            tests,
            test -> Keys.webhookKeys(partitions, test.instance()),
            test -> Args.of(test.instance().value()));
    return IntStream.range(0, tests.size())
        .boxed()
        .flatMap(i -> addressed(tests.get(i), (List<?>) answers.get(i)).stream())
        .toList();
  }

  /// One of a later version is not for us.
  private static Stream<WebhookTest> readable(byte[] stored) {
    try {
      return Stream.of(EventCodec.decodeTest(stored));
    } catch (MalformedEnvelope e) {
      return Stream.empty();
    }
  }

  private Optional<TestDelivery> addressed(WebhookTest test, List<?> answer) {
    Fields fields = Fields.ofPairs(answer.get(1));
    return Answers.number(answer, 0) == 0 || fields.isEmpty()
        ? Optional.empty()
        : Optional.of(new TestDelivery(test, webhook(test.instance(), fields)));
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
