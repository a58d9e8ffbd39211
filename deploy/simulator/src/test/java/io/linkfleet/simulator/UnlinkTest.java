package io.linkfleet.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkfleet.simulator.count.Count;
import io.linkfleet.simulator.fault.Fault;
import io.linkfleet.simulator.fault.Faults;
import io.linkfleet.whatsapp.node.Jid;
import io.linkfleet.whatsapp.node.Node;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class UnlinkTest {
  private static final Node CONFLICT_REMOVED =
      Node.named("conflict").attribute("type", "device_removed").empty();

  private final Simulator simulator = Simulator.start(SimulatorSettings.defaults().withPort(0));
  private final SimulatedPhone phone = simulator.phone("5511999990010");
  private final TestCompanion companion = new TestCompanion();
  private Jid device;

  @BeforeEach
  void link() throws Exception {
    device = companion.link(simulator, phone);
  }

  @AfterEach
  void stop() {
    simulator.close();
  }

  @Nested
  class ByTheDevice {
    @Test
    void isAcknowledgedAndForGood() throws Exception {
      try (TestConnection connection = companion.online(simulator, device)) {
        assertThat(connection.query(companion.unlink(device)).attribute("type")).hasValue("result");
        assertThat(connection.next("stream:error").children()).containsExactly(CONFLICT_REMOVED);
      }
      assertGone();
    }

    @Test
    void ofAnotherDeviceIsForbidden() throws Exception {
      Jid other = new TestCompanion().link(simulator, phone);
      try (TestConnection connection = companion.online(simulator, device)) {
        assertThat(errorCode(connection.query(companion.unlink(other)))).isEqualTo("403");
      }
      assertThat(phone.devices()).containsExactly(device, other);
    }

    @Test
    void withoutReasonOrAddressIsABadRequest() throws Exception {
      try (TestConnection connection = companion.online(simulator, device)) {
        Node noReason = Node.named("remove-companion-device").attribute("jid", device).empty();
        Node textJid =
            Node.named("remove-companion-device")
                .attribute("jid", device.text())
                .attribute("reason", "user_initiated")
                .empty();
        for (Node bad : List.of(noReason, textJid)) {
          Node query = companion.query("set", "md").children(bad);
          assertThat(errorCode(connection.query(query))).isEqualTo("400");
        }
      }
      assertThat(phone.devices()).containsExactly(device);
    }

    @Test
    void mayHang() throws Exception {
      simulator.faults(Faults.of(Fault.HANG_UNLINK));
      try (TestConnection connection = companion.online(simulator, device)) {
        connection.send(companion.unlink(device));
        Node pong = connection.query(companion.query("get", "w:p").empty());
        assertThat(pong.attribute("type")).hasValue("result");
      }
      assertThat(phone.devices()).containsExactly(device);
    }

    @Test
    void mayBeDroppedBefore() throws Exception {
      simulator.faults(Faults.of(Fault.DROP_BEFORE_UNLINK));
      try (TestConnection connection = companion.online(simulator, device)) {
        connection.send(companion.unlink(device));
        assertThat(connection.rest()).noneMatch(node -> node.is("iq"));
      }
      assertThat(phone.devices()).containsExactly(device);
      assertThat(simulator.stats().of(Count.UNLINKS_RECEIVED)).isEqualTo(1);
    }

    @Test
    void mayBeDroppedAfter() throws Exception {
      simulator.faults(Faults.of(Fault.DROP_AFTER_UNLINK));
      try (TestConnection connection = companion.online(simulator, device)) {
        connection.send(companion.unlink(device));
        assertThat(connection.rest()).noneMatch(node -> node.is("iq") || node.is("stream:error"));
      }
      assertGone();
    }

    @Test
    void mayShowDeviceRemovedFirst() throws Exception {
      simulator.faults(Faults.of(Fault.DEVICE_REMOVED_FIRST));
      try (TestConnection connection = companion.online(simulator, device)) {
        connection.send(companion.unlink(device));
        assertThat(connection.next("stream:error").children()).containsExactly(CONFLICT_REMOVED);
        assertThat(connection.next("iq").attribute("type")).hasValue("result");
      }
      assertGone();
    }

    @Test
    void mayGetNothingButTheResult() throws Exception {
      simulator.faults(Faults.of(Fault.RESULT_ONLY));
      try (TestConnection connection = companion.online(simulator, device)) {
        assertThat(connection.query(companion.unlink(device)).attribute("type")).hasValue("result");
        assertThat(connection.query(companion.query("get", "w:p").empty()).attribute("type"))
            .hasValue("result");
      }
      assertGone();
    }

    @Test
    void mayGetNothingButDeviceRemoved() throws Exception {
      simulator.faults(Faults.of(Fault.DEVICE_REMOVED_ONLY));
      try (TestConnection connection = companion.online(simulator, device)) {
        connection.send(companion.unlink(device));
        assertThat(connection.next("stream:error").children()).containsExactly(CONFLICT_REMOVED);
        assertThat(connection.rest()).containsExactly(Node.STREAM_END);
      }
      assertGone();
    }

    @Test
    void mayBeAnsweredWithAnError() throws Exception {
      simulator.faults(Faults.NONE.withUnlinkError(429));
      try (TestConnection connection = companion.online(simulator, device)) {
        assertThat(errorCode(connection.query(companion.unlink(device)))).isEqualTo("429");
      }
      assertThat(phone.devices()).containsExactly(device);
    }

    private static String errorCode(Node answer) {
      return answer.child("error").flatMap(error -> error.attribute("code")).orElseThrow();
    }
  }

  @Nested
  class OnThePhone {
    @Test
    void aConnectedDeviceIsToldAndDisconnected() throws Exception {
      try (TestConnection connection = companion.online(simulator, device)) {
        phone.unlink(device.device());
        Node error = connection.next("stream:error");
        assertThat(error.attribute("code")).hasValue("401");
        assertThat(error.children()).containsExactly(CONFLICT_REMOVED);
        assertThat(connection.rest()).containsExactly(Node.STREAM_END);
      }
      assertGone();
    }

    @Test
    void anAbsentDeviceLearnsItAtLogin() throws Exception {
      phone.unlink(device.device());
      assertGone();
    }
  }

  private void assertGone() throws Exception {
    assertThat(phone.devices()).isEmpty();
    try (TestConnection connection = companion.login(simulator, device)) {
      assertThat(connection.next("failure").attribute("reason")).hasValue("401");
    }
  }
}
