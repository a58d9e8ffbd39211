package io.linkfleet.gateway.fleet;

import io.linkfleet.contract.CommandId;
import io.linkfleet.contract.EventCodec;
import io.linkfleet.contract.InstanceEvent;
import io.linkfleet.contract.InstanceId;
import io.linkfleet.contract.InstanceName;
import io.linkfleet.contract.InstanceStatus;
import io.linkfleet.contract.Partitions;
import io.linkfleet.contract.SharedSeal;
import io.linkfleet.contract.Standing;
import io.linkfleet.contract.StateReason;
import io.linkfleet.contract.Topics;
import io.linkfleet.registry.Admittance;
import io.linkfleet.registry.Attempt;
import io.linkfleet.registry.Budget;
import io.linkfleet.registry.Caller;
import io.linkfleet.registry.Entry;
import io.linkfleet.registry.EventQueue;
import io.linkfleet.registry.Fence;
import io.linkfleet.registry.NumberJid;
import io.linkfleet.registry.RateLimits;
import io.linkfleet.registry.RedisUrl;
import io.linkfleet.registry.Registry;
import io.linkfleet.registry.RegistryOptions;
import io.linkfleet.registry.Replication;
import io.linkfleet.registry.SealedDevice;
import io.linkfleet.registry.TestDelivery;
import io.linkfleet.registry.Token;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Stores what becomes of instances and publishes the events of it, as the worker does that owns
/// them.
public final class Owner implements AutoCloseable {
  private static final Partitions PARTITIONS = new Partitions(RealBroker.PARTITIONS);
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final RateLimits LIMITS =
      new RateLimits(1_000, 1_000, 1_000, Duration.ofMinutes(1));

  private final Registry registry;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Map<Integer, Fence> fences = new HashMap<>();
  private final Map<InstanceId, InstanceEvent> published = new HashMap<>();

  public Owner(RealRedis redis, RealBroker broker) {
    registry =
        Registry.open(
            new RegistryOptions(
                new RedisUrl(redis.url()),
                PARTITIONS,
                Duration.ofSeconds(5),
                Replication.NONE,
                new SharedSeal(GatewayInFleet.KEYS, RANDOM)),
            new SimpleMeterRegistry());
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /// The instance of that name, as the account's token finds it.
  public InstanceId find(String account, String name) {
    var admitted =
        (Admittance.Admitted)
            registry.admission(LIMITS).admit(new Token(account).hash(), Budget.CALL);
    Caller caller = admitted.caller();
    return registry
        .instances(Instant::now, RANDOM)
        .find(caller.account(), new InstanceName(name))
        .orElseThrow();
  }

  public void connect(InstanceId instance) {
    enter(instance, InstanceStatus.CONNECTING, StateReason.API);
    enter(instance, InstanceStatus.CONNECTED, StateReason.LOGIN);
  }

  public void enter(InstanceId instance, InstanceStatus status, StateReason reason) {
    var _ = registry.devices().recordStanding(fence(instance), instance, entry(status, reason));
    publish(instance);
  }

  public void pair(InstanceId instance) {
    var _ =
        registry
            .devices()
            .pair(
                fence(instance),
                instance,
                new SealedDevice("key-1", new byte[] {1}),
                new NumberJid("5511999990001:1@s.whatsapp.net"),
                entry(InstanceStatus.CONNECTED, StateReason.PAIRING));
    publish(instance);
  }

  /// The unlink is on record from here on.
  public void depart(InstanceId instance) {
    var _ =
        registry
            .devices()
            .depart(fence(instance), instance, "key-1", CommandId.random(RANDOM), loggedOut());
    publish(instance);
  }

  /// The unlink is confirmed.
  public void erase(InstanceId instance) {
    var _ = registry.devices().erase(fence(instance), instance, "key-1", loggedOut());
    publish(instance);
  }

  public void delete(InstanceId instance) {
    var _ =
        registry
            .devices()
            .delete(
                fence(instance),
                instance,
                Optional.empty(),
                entry(InstanceStatus.DISCONNECTED, StateReason.DELETED));
    publish(instance);
  }

  /// The tests of webhooks that wait for a worker.
  public List<TestDelivery> takeTests() {
    return registry.deliveries().takeTests(100);
  }

  /// An attempt to deliver that got this answer; without one it was too late.
  public void attempted(InstanceId instance, String id, OptionalInt status) {
    boolean delivered = status.equals(OptionalInt.of(200));
    registry
        .deliveries()
        .remember(
            instance,
            new Attempt(
                id,
                InstanceEvent.Kind.STATE.wireName(),
                Instant.ofEpochSecond(1_795_000_000),
                delivered ? Attempt.Result.DELIVERED : Attempt.Result.RETRYING,
                status,
                status.isPresent() ? Optional.empty() : Optional.of("timeout"),
                Duration.ofMillis(38)));
  }

  private static Entry loggedOut() {
    return entry(InstanceStatus.LOGGED_OUT, StateReason.API);
  }

  private static Entry entry(InstanceStatus status, StateReason reason) {
    return new Entry(Standing.of(status, reason), Instant.now());
  }

  private Fence fence(InstanceId instance) {
    return fences.computeIfAbsent(
        PARTITIONS.of(instance), partition -> registry.ownerships().take(partition, "owner"));
  }

  /// The last event of the instance once more, as may happen, and as often as that.
  public void repeat(InstanceId instance, int times) {
    InstanceEvent event = published.get(instance);
    for (int i = 0; i < times; i++) {
      send(event);
    }
    producer.flush();
  }

  private void publish(InstanceId instance) {
    EventQueue queue = new EventQueue(fence(instance), instance);
    List<InstanceEvent> events = registry.outbox().toPublish(List.of(queue)).of().get(queue);
    for (InstanceEvent event : events) {
      send(event);
      published.put(instance, event);
      var _ = registry.outbox().published(Map.of(queue, event.sequence()));
    }
    producer.flush();
  }

  private void send(InstanceEvent event) {
    byte[] key = event.instance().value().getBytes(StandardCharsets.US_ASCII);
    var _ = producer.send(new ProducerRecord<>(Topics.EVENTS, key, EventCodec.encode(event)));
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(1));
    registry.close();
  }
}
