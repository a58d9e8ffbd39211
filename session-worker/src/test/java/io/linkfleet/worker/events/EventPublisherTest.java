package io.linkfleet.worker.events;

import static org.assertj.core.api.Assertions.assertThat;

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
import io.linkfleet.registry.Creation;
import io.linkfleet.registry.Entry;
import io.linkfleet.registry.EventQueue;
import io.linkfleet.registry.Fence;
import io.linkfleet.registry.RedisUrl;
import io.linkfleet.registry.Registry;
import io.linkfleet.registry.RegistryOptions;
import io.linkfleet.registry.Replication;
import io.linkfleet.worker.outage.Outages;
import io.linkfleet.worker.session.Timers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import redis.embedded.RedisServer;

/// On a real Redis. The producer is one whose answers the test decides: a broker can't be made to
/// refuse one record of several.
class EventPublisherTest {
  private static final InstantSource CLOCK = InstantSource.system();

  /// So many that no two tests meet on one.
  private static final Partitions PARTITIONS = new Partitions(4096);

  private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

  private static RedisServer redis;
  private static Registry registry;

  private final Random random = new Random();
  private final Timers timers = new Timers();
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final MockProducer<byte[], byte[]> broker =
      new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final EventPublisher publisher =
      new EventPublisher(registry.outbox(), broker, timers, executor, Outages.watchedBy(CLOCK));
  private Fence fence;
  private InstanceId instance;

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
                PARTITIONS,
                Duration.ofSeconds(2),
                Replication.NONE,
                new SharedSeal(new SharedKeys("a", Map.of("a", KEY)), new SecureRandom())));
  }

  @AfterAll
  static void noRedis() throws IOException {
    registry.close();
    redis.stop();
  }

  @BeforeEach
  void anOwnedInstance() {
    instance = instance();
    fence = takenBy("worker-1");
  }

  private Fence takenBy(String worker) {
    return registry.ownerships().take(PARTITIONS.of(instance), worker);
  }

  @AfterEach
  void stop() {
    timers.close();
    executor.shutdownNow();
  }

  private InstanceId instance() {
    AccountId account =
        registry.accounts(CLOCK, random).create("acme", 10, OptionalInt.empty()).account().id();
    Creation created =
        registry
            .instances(CLOCK, random)
            .create(account, new InstanceName("support"), Optional.empty());
    return ((Creation.Created) created).instance().id();
  }

  /// Stores one more event than there were.
  private void happens(InstanceStatus status) {
    Entry entry = new Entry(Standing.of(status, StateReason.API), Instant.ofEpochMilli(1));
    registry.devices().recordStanding(fence, instance, entry);
    publisher.changed(fence, instance);
  }

  private List<Long> sent() {
    return broker.history().stream()
        .map(record -> EventCodec.decode(record.value()))
        .filter(event -> event.instance().equals(instance))
        .map(InstanceEvent::sequence)
        .toList();
  }

  private boolean isForgotten() {
    EventQueue queue = new EventQueue(fence, instance);
    return registry.outbox().toPublish(List.of(queue)).of().get(queue).isEmpty();
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
  }

  private void brokerTakes() {
    await(broker::completeNext);
  }

  @Test
  void anEventIsForgottenOnceTheBrokerHasIt() {
    publisher.begin(fence);
    happens(InstanceStatus.CONNECTING);
    await(() -> sent().equals(List.of(1L)));
    assertThat(isForgotten()).isFalse();
    brokerTakes();
    await(this::isForgotten);
  }

  @Test
  void whatHappensTogetherLeavesTogether() {
    publisher.begin(fence);
    happens(InstanceStatus.CONNECTING);
    happens(InstanceStatus.CONNECTED);
    await(() -> sent().equals(List.of(1L, 2L)));
  }

  @Test
  void whatAnEarlierOwnerLeftIsPublished() {
    happens(InstanceStatus.CONNECTING);
    fence = takenBy("worker-2");
    publisher.begin(fence);
    await(() -> sent().equals(List.of(1L)));
  }

  @Nested
  class WhileTheBrokerHasNotAnswered {
    @BeforeEach
    void oneIsUnderWay() {
      publisher.begin(fence);
      happens(InstanceStatus.CONNECTING);
      await(() -> sent().equals(List.of(1L)));
      happens(InstanceStatus.CONNECTED);
    }

    @Test
    void theNextOfTheSameInstanceWaits() {
      InstanceId first = instance;
      Fence its = fence;
      instance = instance();
      fence = takenBy("worker-1");
      publisher.begin(fence);
      happens(InstanceStatus.CONNECTING);
      await(() -> sent().equals(List.of(1L)));
      instance = first;
      fence = its;
      assertThat(sent()).containsExactly(1L);
      brokerTakes();
      await(() -> sent().equals(List.of(1L, 2L)));
    }

    @Test
    void oneThatItRefusesGoesFirstAgain() {
      await(() -> broker.errorNext(new TimeoutException("for a test")));
      await(() -> sent().equals(List.of(1L, 1L, 2L)));
      brokerTakes();
      brokerTakes();
      await(EventPublisherTest.this::isForgotten);
    }

    @Test
    void anOwnerThatIsStaleSendsNoMore() {
      fence = takenBy("worker-2");
      brokerTakes();
      publisher.begin(fence);
      await(() -> sent().equals(List.of(1L, 1L, 2L)));
    }

    @Test
    void anOwnerThatHasEndedSendsNoMore() {
      publisher.end(fence);
      brokerTakes();
      happens(InstanceStatus.CONNECTING);
      await(() -> left().equals(List.of(2L, 3L)));
      assertThat(sent()).containsExactly(1L);
    }

    private List<Long> left() {
      EventQueue queue = new EventQueue(fence, instance);
      return registry.outbox().toPublish(List.of(queue)).of().get(queue).stream()
          .map(InstanceEvent::sequence)
          .toList();
    }
  }
}
