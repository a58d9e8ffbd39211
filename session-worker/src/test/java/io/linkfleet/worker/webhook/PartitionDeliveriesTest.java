package io.linkfleet.worker.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.linkfleet.contract.AccountId;
import io.linkfleet.contract.EventCodec;
import io.linkfleet.contract.InstanceEvent;
import io.linkfleet.contract.InstanceId;
import io.linkfleet.contract.InstanceName;
import io.linkfleet.contract.InstanceStatus;
import io.linkfleet.contract.Partitions;
import io.linkfleet.contract.SharedKeys;
import io.linkfleet.contract.SharedSeal;
import io.linkfleet.contract.Standing;
import io.linkfleet.contract.StateReason;
import io.linkfleet.contract.WebhookTest;
import io.linkfleet.registry.Attempt;
import io.linkfleet.registry.Attempted;
import io.linkfleet.registry.Creation;
import io.linkfleet.registry.Deliveries;
import io.linkfleet.registry.Deliveries.Arrival;
import io.linkfleet.registry.RedisUrl;
import io.linkfleet.registry.Registry;
import io.linkfleet.registry.RegistryOptions;
import io.linkfleet.registry.Replication;
import io.linkfleet.registry.Webhook;
import io.linkfleet.registry.WebhookSecret;
import io.linkfleet.worker.pause.PauseWatch;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.embedded.RedisServer;

/// Deliveries from a real Redis to real receivers. What becomes dead letters is told by the tests
/// with a broker.
class PartitionDeliveriesTest {
  private static final int PARTITION = 3;
  private static final SharedKeys KEYS =
      new SharedKeys("k1", Map.of("k1", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="));
  private static final InstantSource CLOCK = InstantSource.system();

  private static RedisServer redis;
  private static Registry registry;

  private final Random random = new Random();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Deliveries queued = registry.deliveries();
  private final Courier courier = new Courier(CourierTest.settings(true), CLOCK);
  private final MockProducer<byte[], byte[]> letters =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  private Receiver receiver;
  private PartitionDeliveries deliveries;
  private AccountId account;
  private int mostQueued = 1_000;

  @BeforeAll
  static void redis() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    redis = RedisServer.newRedisServer().port(port).bind("127.0.0.1").setting("save \"\"").build();
    redis.start();
    registry =
        Registry.open(
            new RegistryOptions(
                new RedisUrl("redis://127.0.0.1:" + port),
                new Partitions(4),
                Duration.ofSeconds(2),
                Replication.NONE,
                new SharedSeal(KEYS, new SecureRandom())));
  }

  @AfterAll
  static void noRedis() throws IOException {
    registry.close();
    redis.stop();
  }

  @BeforeEach
  void anAccount() throws IOException {
    receiver = new Receiver();
    deliveries = newOwner();
    account =
        registry.accounts(CLOCK, random).create("acme", 100, OptionalInt.empty()).account().id();
  }

  @AfterEach
  void stop() {
    deliveries.stop();
    receiver.close();
    deliveries.end(Duration.ofSeconds(5));
    courier.close();
  }

  private PartitionDeliveries newOwner() {
    WebhookSettings settings = CourierTest.settings(true);
    return new PartitionDeliveries(work(settings));
  }

  private DeliveryWork work(WebhookSettings settings) {
    return new DeliveryWork(
        queued,
        courier,
        new DeadLetters(letters),
        new RetryPause(settings.retryUnit(), settings.retryCap(), random),
        settings.retryFor(),
        mostQueued,
        new DeliveryMeters(meters),
        new Semaphore(settings.maxInFlight()),
        CLOCK,
        new PauseWatch(Duration.ofMinutes(1), CLOCK));
  }

  private void take(PartitionDeliveries owner, InstanceEvent event) {
    queued.queue(List.of(new Arrival(event, PARTITION)), CLOCK.instant()).forEach(owner::wake);
  }

  private InstanceId instance(Receiver receiver) {
    InstanceName name = new InstanceName("i" + random.nextInt(1 << 30));
    Creation created = registry.instances(CLOCK, random).create(account, name, Optional.empty());
    InstanceId id = ((Creation.Created) created).instance().id();
    registry
        .webhooks()
        .save(
            id,
            new Webhook(
                receiver.url(),
                EnumSet.allOf(InstanceEvent.Kind.class),
                WebhookSecret.random(random),
                Optional.empty()));
    return id;
  }

  private InstanceEvent event(InstanceId instance, long sequence) {
    return new InstanceEvent(
        instance,
        sequence,
        account,
        new InstanceName("support"),
        InstanceEvent.Kind.STATE,
        Standing.of(InstanceStatus.CONNECTED, StateReason.LOGIN),
        Instant.ofEpochMilli(1_000 * sequence));
  }

  private static List<Long> sequences(Receiver receiver) {
    return receiver.calls().stream().map(call -> call.event().sequence()).toList();
  }

  private static List<Long> upTo(int last) {
    return LongStream.rangeClosed(1, last).boxed().toList();
  }

  private static void awaitUntil(BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not within twenty seconds");
      }
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
  }

  private double count(String name) {
    return name.equals("linkfleet.webhooks.delivered")
        ? meters.timer(name).count()
        : meters.counter(name).count();
  }

  @Test
  void theEventsOfAnInstanceArriveInOrderAndOnce() {
    InstanceId instance = instance(receiver);
    for (int sequence = 1; sequence <= 50; sequence++) {
      take(deliveries, event(instance, sequence));
      take(deliveries, event(instance, sequence));
    }
    awaitUntil(() -> queued.next(instance).isEmpty());
    assertThat(sequences(receiver)).isEqualTo(upTo(50));
    awaitUntil(() -> count("linkfleet.webhooks.delivered") == 50);
  }

  @Test
  void anEventThatIsRefusedIsRepeatedBeforeTheNextOneGoes() {
    AtomicInteger calls = new AtomicInteger();
    receiver.answers(call -> calls.incrementAndGet() <= 3 ? 500 : 200);
    InstanceId instance = instance(receiver);
    take(deliveries, event(instance, 1));
    take(deliveries, event(instance, 2));
    awaitUntil(() -> queued.next(instance).isEmpty());
    assertThat(sequences(receiver)).containsExactly(1L, 1L, 1L, 1L, 2L);
    assertThat(count("linkfleet.webhooks.retries")).isEqualTo(3);
    List<Attempted> attempted = registry.webhooks().attempted(instance);
    assertThat(attempted)
        .extracting(one -> one.last().id(), Attempted::attempts, one -> one.last().result())
        .containsExactly(
            tuple(event(instance, 2).id(), 1, Attempt.Result.DELIVERED),
            tuple(event(instance, 1).id(), 4, Attempt.Result.DELIVERED));
    assertThat(attempted.getLast().last().status()).hasValue(200);
    assertThat(attempted.getLast().last().type()).isEqualTo("instance.state");
  }

  @Test
  void aTestIsSentOnceAndDoesNotWaitForWhatIsRefused() {
    receiver.answers(call -> 503);
    InstanceId instance = instance(receiver);
    take(deliveries, event(instance, 1));
    awaitUntil(() -> !receiver.calls().isEmpty());
    WebhookTest test =
        new WebhookTest(
            WebhookTest.newId(instance, random),
            account,
            instance,
            new InstanceName("support"),
            Instant.ofEpochMilli(1_000));
    registry.webhooks().queueTest(test);
    try (TestDeliveries tests =
        new TestDeliveries(work(CourierTest.settings(true)), Duration.ofSeconds(5))) {
      tests.start();
      awaitUntil(() -> attemptedAt(test).isPresent());
    }
    assertThat(attemptedAt(test).orElseThrow().last().result()).isEqualTo(Attempt.Result.FAILED);
    assertThat(attemptedAt(test).orElseThrow().last().status()).hasValue(503);
    assertThat(attemptedAt(test).orElseThrow().attempts()).isEqualTo(1);
    List<Receiver.Call> sent =
        receiver.calls().stream().filter(call -> call.body().contains(WebhookTest.TYPE)).toList();
    assertThat(sent).hasSize(1);
    assertThat(sent.getFirst().headers().getFirst("X-Linkfleet-Event-Id")).isEqualTo(test.id());
    assertThat(EventCodec.decodeTest(sent.getFirst().body().getBytes(UTF_8))).isEqualTo(test);
    receiver.answers(call -> 200);
    awaitUntil(() -> queued.next(instance).isEmpty());
    assertThat(letters.history()).isEmpty();
  }

  private static Optional<Attempted> attemptedAt(WebhookTest test) {
    return registry.webhooks().attempted(test.instance()).stream()
        .filter(one -> one.last().id().equals(test.id()))
        .findFirst();
  }

  @Test
  void aReceiverThatHangsDelaysNoOther() throws IOException {
    try (Receiver slow = new Receiver()) {
      slow.hangs();
      InstanceId slowOne = instance(slow);
      InstanceId other = instance(receiver);
      take(deliveries, event(slowOne, 1));
      awaitUntil(() -> !slow.calls().isEmpty());
      for (int sequence = 1; sequence <= 20; sequence++) {
        take(deliveries, event(other, sequence));
      }
      awaitUntil(() -> receiver.calls().size() == 20);
      assertThat(slow.calls()).hasSize(1);
      deliveries.stop();
    }
  }

  @Test
  void theNextOwnerGoesOnWhereTheLastOneStopped() {
    receiver.answers(call -> 503);
    InstanceId instance = instance(receiver);
    for (int sequence = 1; sequence <= 5; sequence++) {
      take(deliveries, event(instance, sequence));
    }
    awaitUntil(() -> receiver.calls().size() >= 2);
    deliveries.stop();
    deliveries.end(Duration.ofSeconds(5));
    int before = receiver.calls().size();
    receiver.answers(call -> 200);

    deliveries = newOwner();
    queued.waiting(Set.of(PARTITION)).keySet().forEach(deliveries::wake);

    awaitUntil(() -> queued.next(instance).isEmpty());
    List<Long> all = sequences(receiver);
    assertThat(all.subList(before, all.size())).isEqualTo(upTo(5));
  }

  @Test
  void theOldestMakeRoomWhereMoreWaitThanMay() {
    receiver.answers(call -> 503);
    InstanceId instance = instance(receiver);
    mostQueued = 3;
    deliveries = newOwner();
    for (int sequence = 1; sequence <= 10; sequence++) {
      queued.queue(List.of(new Arrival(event(instance, sequence), PARTITION)), CLOCK.instant());
    }
    deliveries.wake(instance);
    awaitUntil(() -> !receiver.calls().isEmpty());
    assertThat(sequences(receiver)).containsOnly(8L);
    assertThat(letters.history())
        .extracting(letter -> EventCodec.decode(letter.value()).sequence())
        .isEqualTo(upTo(7));
    receiver.answers(call -> 200);
    awaitUntil(() -> queued.next(instance).isEmpty());
    assertThat(count("linkfleet.webhooks.dead")).isEqualTo(7);
  }

  @Test
  void aWebhookThatIsChangedMeanwhileGetsWhatTheOldOneRefused() throws IOException {
    receiver.answers(call -> 404);
    InstanceId instance = instance(receiver);
    take(deliveries, event(instance, 1));
    awaitUntil(() -> !receiver.calls().isEmpty());
    try (Receiver better = new Receiver()) {
      Webhook changed =
          new Webhook(
              better.url(),
              EnumSet.allOf(InstanceEvent.Kind.class),
              WebhookSecret.random(random),
              Optional.empty());
      registry.webhooks().save(instance, changed);
      awaitUntil(() -> queued.next(instance).isEmpty());
      assertThat(sequences(better)).containsExactly(1L);
    }
  }
}
