package io.linkfleet.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkfleet.simulator.count.Count;
import io.linkfleet.simulator.fault.Faults;
import io.linkfleet.simulator.fault.Step;
import io.linkfleet.whatsapp.node.Jid;
import io.linkfleet.whatsapp.node.Node;
import io.linkfleet.whatsapp.pairing.Verdict;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// The server keeps a step to itself, whatever comes, until it is let go.
class HoldTest {
  private final Simulator simulator = Simulator.start(SimulatorSettings.defaults().withPort(0));
  private final SimulatedPhone phone = simulator.phone("5511999990030");
  private final TestCompanion companion = new TestCompanion();

  @AfterEach
  void stop() {
    simulator.close();
  }

  @Test
  void beforeTheHelloNobodyGetsThroughTheHandshake() throws Exception {
    hold(Step.HELLO);
    var connecting = inBackground(() -> companion.register(simulator));
    TestConnection.await(() -> simulator.stats().of(Count.CONNECTIONS) == 1);

    assertThat(simulator.stats().of(Count.REGISTRATIONS)).isZero();

    letGo();
    try (TestConnection connection = connecting.join()) {
      assertThat(connection.next("iq").child("pair-device")).isPresent();
    }
  }

  @Test
  void beforePairDeviceThereIsNoCodeYetAndEverythingElseWaitsBehindIt() throws Exception {
    hold(Step.PAIR_DEVICE);
    try (TestConnection connection = companion.register(simulator)) {
      connection.send(companion.query("get", "w:p").empty());
      TestConnection.await(() -> simulator.stats().of(Count.KEEP_ALIVES) == 1);
      assertThat(connection.hasHeardSomething()).isFalse();

      letGo();
      assertThat(connection.next("iq").child("pair-device")).isPresent();
      assertThat(connection.next("iq").attribute("type")).hasValue("result");
    }
  }

  @Nested
  class WhilePairing {
    @Test
    void beforePairSuccessThePhoneHasScannedAndNoDeviceIsListed() throws Exception {
      try (TestConnection connection = companion.register(simulator)) {
        String code = companion.qr(connection.next("iq")).text();
        hold(Step.PAIR_SUCCESS);
        phone.scan(code);
        assertThat(phone.devices()).isEmpty();

        letGo();
        assertThat(companion.confirm(connection)).isEqualTo(phone.devices().getFirst());
      }
    }

    @Test
    void beforeTheRestartTheDeviceIsListed() throws Exception {
      hold(Step.RESTART);
      try (TestConnection connection = companion.register(simulator)) {
        phone.scan(companion.qr(connection.next("iq")).text());
        Node query = connection.next("iq");
        Verdict verdict = companion.judge(query.child("pair-success").orElseThrow());
        connection.send(TestCompanion.answer(query, ((Verdict.Genuine) verdict).identity()));
        TestConnection.await(() -> phone.devices().size() == 1);
        assertThat(connection.hasHeardSomething()).isFalse();

        letGo();
        assertThat(connection.next("stream:error").attribute("code")).hasValue("515");
        assertThat(connection.rest()).containsExactly(Node.STREAM_END);
      }
    }
  }

  @Test
  void beforeSuccessTheLoginIsCounted() throws Exception {
    Jid device = companion.link(simulator, phone);
    hold(Step.SUCCESS);
    try (TestConnection connection = companion.login(simulator, device)) {
      TestConnection.await(() -> simulator.stats().of(Count.LOGINS) == 1);
      assertThat(connection.hasHeardSomething()).isFalse();

      letGo();
      assertThat(connection.next().orElseThrow().is("success")).isTrue();
    }
  }

  private void hold(Step step) {
    simulator.faults(Faults.NONE.withHoldBefore(step));
  }

  private void letGo() {
    simulator.faults(Faults.NONE);
  }

  private interface Connecting {
    TestConnection open() throws Exception;
  }

  private static CompletableFuture<TestConnection> inBackground(Connecting connecting) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return connecting.open();
          } catch (Exception e) {
            throw new AssertionError(e);
          }
        },
        Executors.newVirtualThreadPerTaskExecutor());
  }
}
