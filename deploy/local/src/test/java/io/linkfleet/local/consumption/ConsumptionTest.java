package io.linkfleet.local.consumption;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.linkfleet.contract.Command.Connect;
import io.linkfleet.contract.Command.Logout;
import io.linkfleet.contract.CommandId;
import io.linkfleet.contract.InstanceId;
import io.linkfleet.contract.InstanceStatus;
import io.linkfleet.contract.Reply.AlreadyConnected;
import io.linkfleet.contract.Reply.Failed;
import io.linkfleet.contract.Reply.Failure;
import io.linkfleet.contract.Reply.LoggedOut;
import io.linkfleet.simulator.SimulatedPhone;
import io.linkfleet.simulator.count.Count;
import io.linkfleet.simulator.fault.Fault;
import io.linkfleet.simulator.fault.Faults;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How a worker consumes commands, against a real broker.
class ConsumptionTest {
  private static final Duration LONG = Duration.ofMinutes(1);
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

  @BeforeEach
  void startWorker() {
    fleet.startWorker();
  }

  @AfterEach
  void stopWorker() {
    fleet.simulator.faults(Faults.NONE);
    fleet.stopWorker();
  }

  @Test
  void aCommandThatHangsDelaysNobodyAndHoldsTheOffsetBack() {
    List<InstanceId> neighbours = Stream.generate(() -> fleet.instanceIn(0)).limit(20).toList();
    InstanceId hanging = fleet.instanceIn(0);
    fleet.link(hanging, "5511999990101");
    await().until(() -> fleet.committed(0) > 0);
    long before = fleet.committed(0);
    fleet.simulator.faults(Faults.of(Fault.HANG_UNLINK));

    CommandId hangs = fleet.send(hanging, new Logout(), Duration.ofSeconds(4));
    List<CommandId> others =
        neighbours.stream().map(one -> fleet.send(one, new Logout(), LONG)).toList();

    assertThat(others).allSatisfy(id -> assertThat(fleet.replyTo(id)).isEqualTo(new LoggedOut()));
    assertThat(fleet.isAnswered(hangs)).isFalse();
    assertThat(fleet.committed(0)).isEqualTo(before);
    assertThat(fleet.replyTo(hangs)).isEqualTo(new Failed(Failure.UNLINK_NOT_CONFIRMED));
    await().until(() -> fleet.committed(0) == before + 21);
  }

  @Test
  void aPartitionWithTooManyInFlightWaitsUntilOneIsAnsweredAndTheOthersGoOn() {
    fleet.stopWorker();
    fleet.startWorker(Map.of("linkfleet.worker.max-in-flight", "1"));
    InstanceId hanging = fleet.instanceIn(0);
    fleet.link(hanging, "5511999990109");
    fleet.simulator.faults(Faults.of(Fault.HANG_UNLINK));
    long received = fleet.simulator.stats().of(Count.UNLINKS_RECEIVED);
    CommandId hangs = fleet.send(hanging, new Logout(), Duration.ofSeconds(6));
    await().until(() -> fleet.simulator.stats().of(Count.UNLINKS_RECEIVED) > received);

    CommandId behind = fleet.send(fleet.instanceIn(0), new Logout(), LONG);
    CommandId elsewhere = fleet.send(fleet.instanceIn(1), new Logout(), LONG);

    assertThat(fleet.replyTo(elsewhere)).isEqualTo(new LoggedOut());
    assertThat(fleet.isAnswered(behind)).isFalse();
    assertThat(fleet.isAnswered(hangs)).isFalse();
    assertThat(fleet.replyTo(hangs)).isEqualTo(new Failed(Failure.UNLINK_NOT_CONFIRMED));
    assertThat(fleet.replyTo(behind)).isEqualTo(new LoggedOut());
  }

  @Test
  void whatWasNotAnsweredComesAgainAfterARestartAndIsDoneOnce() {
    InstanceId instance = fleet.instanceIn(1);
    SimulatedPhone phone = fleet.link(instance, "5511999990102");
    fleet.simulator.faults(Faults.of(Fault.HANG_UNLINK));
    long received = fleet.simulator.stats().of(Count.UNLINKS_RECEIVED);
    CommandId logout = fleet.send(instance, new Logout(), LONG);
    await().until(() -> fleet.simulator.stats().of(Count.UNLINKS_RECEIVED) > received);
    fleet.stopWorker();
    assertThat(fleet.isAnswered(logout)).isFalse();
    fleet.simulator.faults(Faults.NONE);
    long done = fleet.simulator.stats().of(Count.UNLINKS_DONE);

    fleet.startWorker();

    assertThat(fleet.replyTo(logout)).isEqualTo(new LoggedOut());
    assertThat(phone.devices()).isEmpty();
    assertThat(fleet.simulator.stats().of(Count.UNLINKS_DONE)).isEqualTo(done + 1);
  }

  @Test
  void whatWasAnsweredDoesNotComeAgainBecauseAnEarlierCommandHangs() {
    InstanceId hanging = fleet.instanceIn(0);
    fleet.link(hanging, "5511999990105");
    fleet.simulator.faults(Faults.of(Fault.HANG_UNLINK));
    CommandId hangs = fleet.send(hanging, new Logout(), LONG);
    InstanceId neighbour = fleet.instanceIn(0);
    CommandId answered = fleet.send(neighbour, new Logout(), LONG);
    assertThat(fleet.replyTo(answered)).isEqualTo(new LoggedOut());
    SimulatedPhone phone = fleet.link(neighbour, "5511999990106");
    fleet.stopWorker();
    assertThat(fleet.isAnswered(hangs)).isFalse();
    fleet.simulator.faults(Faults.NONE);

    fleet.startWorker();

    assertThat(fleet.replyTo(hangs)).isEqualTo(new LoggedOut());
    CommandId connect = fleet.send(neighbour, new Connect(), LONG);
    assertThat(fleet.replyTo(connect)).isEqualTo(new AlreadyConnected());
    assertThat(phone.devices()).hasSize(1);
  }

  @Test
  void aLogoutThatComesAgainLeavesADeviceLinkedSinceAlone() {
    InstanceId instance = fleet.instanceIn(1);
    SimulatedPhone first = fleet.link(instance, "5511999990107");
    fleet.simulator.faults(Faults.of(Fault.HANG_UNLINK));
    CommandId logout = fleet.send(instance, new Logout(), LONG);
    SimulatedPhone second = fleet.link(instance, "5511999990108");
    fleet.stopWorker();
    assertThat(fleet.isAnswered(logout)).isFalse();
    fleet.simulator.faults(Faults.NONE);

    fleet.startWorker();

    assertThat(fleet.replyTo(logout)).isEqualTo(new LoggedOut());
    assertThat(first.devices()).isEmpty();
    CommandId connect = fleet.send(instance, new Connect(), LONG);
    assertThat(fleet.replyTo(connect)).isEqualTo(new AlreadyConnected());
    assertThat(second.devices()).hasSize(1);
  }

  @Test
  void aLogoutIsCarriedOutHoweverLateAndAConnectIsNot() {
    InstanceId instance = fleet.instanceIn(2);
    SimulatedPhone phone = fleet.link(instance, "5511999990103");
    fleet.stopWorker();
    CommandId logout = fleet.send(instance, new Logout(), Duration.ofMillis(-1));
    CommandId connect = fleet.send(fleet.instanceIn(2), new Connect(), Duration.ofMillis(-1));

    fleet.startWorker();

    assertThat(fleet.replyTo(connect)).isEqualTo(new Failed(Failure.DEADLINE_PASSED));
    assertThat(fleet.replyTo(logout))
        .isIn(new LoggedOut(), new Failed(Failure.UNLINK_NOT_CONFIRMED));
    await().until(() -> phone.devices().isEmpty());
    fleet.awaitStatus(instance, InstanceStatus.LOGGED_OUT);
  }

  @Test
  void linkedInstancesAreOnlineAgainAfterARestart() {
    InstanceId instance = fleet.instance();
    SimulatedPhone phone = fleet.link(instance, "5511999990104");
    fleet.stopWorker();
    await().until(() -> fleet.simulator.stats().openConnections() == 0);

    fleet.startWorker();

    await().until(() -> fleet.simulator.stats().openConnections() > 0);
    fleet.awaitStatus(instance, InstanceStatus.CONNECTED);
    assertThat(phone.devices()).hasSize(1);
  }

  @Test
  void recordsThatAreNoCommandsAreSkipped() {
    InstanceId instance = fleet.instanceIn(3);
    fleet.publish(3, instance, new byte[0]);
    fleet.publish(3, instance, "{\"v\":1}".getBytes(UTF_8));
    fleet.publish(3, instance, null);
    CommandId after = fleet.send(instance, new Logout(), LONG);
    assertThat(fleet.replyTo(after)).isEqualTo(new LoggedOut());
  }

  @Test
  void aCommandOfANewerGatewayIsRefusedAndHoldsNobodyUp() {
    InstanceId instance = fleet.instanceIn(3);
    CommandId unknown = new CommandId("00112233445566778899aabbccddeeff");
    CommandId later = new CommandId("ff112233445566778899aabbccddee00");
    fleet.publish(3, instance, envelope(1, unknown, instance, "dance"));
    fleet.publish(3, instance, envelope(2, later, instance, "logout"));
    CommandId after = fleet.send(instance, new Logout(), LONG);

    assertThat(fleet.replyTo(after)).isEqualTo(new LoggedOut());
    assertThat(fleet.replyTo(unknown)).isEqualTo(new Failed(Failure.NOT_UNDERSTOOD));
    assertThat(fleet.replyTo(later)).isEqualTo(new Failed(Failure.NOT_UNDERSTOOD));
    long all = fleet.end(3);
    await().until(() -> fleet.committed(3) == all);
  }

  @Test
  void aCommandOfAnOlderGatewayIsCarriedOut() {
    InstanceId instance = fleet.instanceIn(3);
    CommandId logout = new CommandId("aa112233445566778899aabbccddee00");
    fleet.publish(3, instance, envelope(1, logout, instance, "logout"));

    assertThat(fleet.replyTo(logout)).isEqualTo(new LoggedOut());
  }

  private static byte[] envelope(int version, CommandId id, InstanceId instance, String type) {
    return """
        {"v":%d,"id":"%s","instance":"%s","command":{"type":"%s"},"deadline":%d,"replyPartition":%d}
        """
        .formatted(
            version,
            id.value(),
            instance.value(),
            type,
            System.currentTimeMillis() + 60_000,
            WorkerAlone.REPLY_PARTITION)
        .getBytes(UTF_8);
  }

  @Test
  void anotherPartitionCountThanTheFleetsStopsTheStart() {
    fleet.stopWorker();
    assertThatThrownBy(() -> fleet.startWorker(8))
        .rootCause()
        .hasMessageContaining("8")
        .hasMessageContaining("4");
  }
}
