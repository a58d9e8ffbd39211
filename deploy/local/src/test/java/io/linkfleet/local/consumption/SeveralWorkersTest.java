package io.linkfleet.local.consumption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.linkfleet.contract.Command.Logout;
import io.linkfleet.contract.CommandId;
import io.linkfleet.contract.InstanceId;
import io.linkfleet.contract.InstanceStatus;
import io.linkfleet.contract.Reply.LoggedOut;
import io.linkfleet.registry.Fence;
import io.linkfleet.simulator.count.Count;
import io.linkfleet.simulator.fault.Fault;
import io.linkfleet.simulator.fault.Faults;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Workers that share the partitions of one fleet.
class SeveralWorkersTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final AtomicLong NUMBERS = new AtomicLong(5511999991000L);
  @TempDir static Path directory;
  static WorkerAlone fleet;

  @BeforeAll
  static void start() {
    fleet = new WorkerAlone(directory);
  }

  @AfterAll
  static void stop() {
    fleet.close();
  }

  @AfterEach
  void calmDown() {
    fleet.simulator.faults(Faults.NONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"classic", "consumer"})
  void shareThePartitionsAndWhoStaysTakesOverFromWhoLeaves(String protocol) {
    Map<String, String> settings = Map.of("linkfleet.worker.group-protocol", protocol);
    try (Member stays = fleet.startMember(settings)) {
      await().atMost(SOON).until(() -> stays.partitions() == 4);
      List<InstanceId> instances =
          IntStream.range(0, 4).mapToObj(SeveralWorkersTest::linkedIn).toList();
      try (Member leaves = fleet.startMember(settings)) {
        await()
            .atMost(Duration.ofSeconds(20))
            .until(() -> stays.partitions() == 2 && leaves.partitions() == 2);
        allAreAnswered();
      }
      Instant left = Instant.now();
      await().atMost(SOON).until(() -> stays.partitions() == 4);
      allAreAnswered();
      assertThat(Duration.between(left, Instant.now())).isLessThan(Duration.ofSeconds(6));
      await().atMost(SOON).until(() -> fleet.simulator.stats().openConnections() == 4);
      instances.forEach(SeveralWorkersTest::logsOut);
    }
    assertThat(fleet.simulator.stats().of(Count.MOST_CONNECTIONS_OF_ONE_DEVICE)).isEqualTo(1);
  }

  @Test
  void whoStopsAnswersWhatItHasBegun() {
    try (Member worker = fleet.startMember(Map.of())) {
      InstanceId instance = linkedIn(0);
      fleet.simulator.faults(Faults.NONE.withDelay(Duration.ofMillis(300)));
      CommandId logout = beginUnlink(instance);
      worker.stop();
      assertThat(fleet.isAnswered(logout)).isTrue();
      assertThat(fleet.replyTo(logout)).isEqualTo(new LoggedOut());
    }
  }

  @Test
  void whoStopsDoesNotWaitForAnUnlinkThatHangs() {
    try (Member worker = fleet.startMember(Map.of())) {
      InstanceId instance = linkedIn(0);
      fleet.simulator.faults(Faults.of(Fault.HANG_UNLINK));
      CommandId logout = beginUnlink(instance);
      Instant before = Instant.now();
      worker.stop();
      assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(4));
      assertThat(fleet.isAnswered(logout)).isFalse();
      fleet.simulator.faults(Faults.NONE);
      try (Member next = fleet.startMember(Map.of())) {
        assertThat(fleet.replyTo(logout)).isEqualTo(new LoggedOut());
        assertThat(next.isUp()).isTrue();
      }
    }
  }

  @Test
  void aCommandDoesNotWaitUntilItsInstanceHasItsTurnInATakeover() {
    List<InstanceId> instances;
    try (Member first = fleet.startMember(Map.of())) {
      instances = IntStream.range(0, 15).mapToObj(i -> linkedIn(i % 4)).toList();
      assertThat(first.isUp()).isTrue();
    }
    try (Member slow = fleet.startMember(Map.of("linkfleet.worker.reconnects-per-second", "1"))) {
      await().atMost(SOON).until(() -> slow.partitions() == 4);
      Instant asked = Instant.now();
      List<CommandId> logouts =
          instances.stream().map(one -> fleet.send(one, new Logout(), LONG)).toList();
      assertThat(logouts)
          .allSatisfy(id -> assertThat(fleet.replyTo(id)).isEqualTo(new LoggedOut()));
      // The last one's turn is seven seconds away at least, and fifteen most likely.
      assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(6));
    }
  }

  @Test
  void whoWasOvertakenUnawaresDoesNothingMoreUntilThePartitionIsItsOwnAgain() {
    try (Member worker = fleet.startMember(Map.of())) {
      InstanceId instance = linkedIn(0);
      long received = fleet.simulator.stats().of(Count.UNLINKS_RECEIVED);
      Fence newer = fleet.registry.ownerships().take(0, "another-worker");
      CommandId logout = fleet.send(instance, new Logout(), LONG);
      await().atMost(SOON).until(() -> fleet.simulator.stats().openConnections() == 0);
      assertThat(fleet.registry.ownerships().holds(newer)).isTrue();
      assertThat(fleet.isAnswered(logout)).isFalse();
      assertThat(fleet.simulator.stats().of(Count.UNLINKS_RECEIVED)).isEqualTo(received);
      assertThat(fleet.status(instance)).isEqualTo(InstanceStatus.CONNECTED);
      assertThat(worker.isUp()).isTrue();
      assertThat(fleet.replyTo(logout)).isEqualTo(new LoggedOut());
      assertThat(fleet.registry.ownerships().holds(newer)).isFalse();
    }
  }

  @Test
  void whoIsCutOffFromTheGroupTakesNothingBack() {
    try (Member worker = fleet.startMember(Map.of())) {
      linkedIn(0);
      Fence newer = fleet.registry.ownerships().take(0, "another-worker");
      fleet.simulator.dropConnections();
      await().atMost(SOON).until(() -> fleet.simulator.stats().openConnections() == 0);
      fleet.stopBroker();
      try {
        await()
            .during(Duration.ofSeconds(15))
            .atMost(Duration.ofSeconds(20))
            .until(() -> fleet.registry.ownerships().holds(newer));
      } finally {
        fleet.startBroker();
      }
      await().atMost(Duration.ofMinutes(1)).until(() -> !fleet.registry.ownerships().holds(newer));
      await().atMost(SOON).until(() -> fleet.simulator.stats().openConnections() == 1);
      assertThat(worker.isUp()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"classic", "consumer"})
  void aWorkerWithAGroupInstanceIdHandsOverWhenItStops(String protocol) {
    try (Member stays = fleet.startMember(named(protocol, "a"))) {
      try (Member leaves = fleet.startMember(named(protocol, "b"))) {
        await().atMost(Duration.ofSeconds(20)).until(() -> leaves.partitions() == 2);
      }
      await().atMost(SOON).until(() -> stays.partitions() == 4);
    }
  }

  private static Map<String, String> named(String protocol, String id) {
    return Map.of(
        "linkfleet.worker.group-protocol",
        protocol,
        "linkfleet.worker.group-instance-id",
        id,
        "linkfleet.worker.session-timeout",
        "30s");
  }

  @Test
  void twoWithTheSameGroupInstanceIdAreNotBothMembers() {
    try (Member first = fleet.startMember(named("classic", "twin"));
        Member second = fleet.startMember(named("classic", "twin"))) {
      await().atMost(SOON).until(() -> second.partitions() == 4);
      await().atMost(SOON).until(() -> !first.isUp());
      assertThat(first.partitions()).isZero();
    }
  }

  @Test
  void anUnknownProtocolStopsTheStart() {
    assertThatThrownBy(
            () -> fleet.startMember(Map.of("linkfleet.worker.group-protocol", "streams")))
        .hasStackTraceContaining("linkfleet.worker.group-protocol")
        .hasStackTraceContaining("streams");
  }

  private static CommandId beginUnlink(InstanceId instance) {
    long received = fleet.simulator.stats().of(Count.UNLINKS_RECEIVED);
    CommandId logout = fleet.send(instance, new Logout(), LONG);
    await().until(() -> fleet.simulator.stats().of(Count.UNLINKS_RECEIVED) > received);
    return logout;
  }

  private static InstanceId linkedIn(int partition) {
    InstanceId instance = fleet.instanceIn(partition);
    fleet.link(instance, Long.toString(NUMBERS.incrementAndGet()));
    return instance;
  }

  private static void logsOut(InstanceId instance) {
    CommandId logout = fleet.send(instance, new Logout(), LONG);
    assertThat(fleet.replyTo(logout)).isEqualTo(new LoggedOut());
  }

  /// Every partition has somebody who takes commands.
  private static void allAreAnswered() {
    IntStream.range(0, 4).mapToObj(fleet::instanceIn).forEach(SeveralWorkersTest::logsOut);
  }
}
