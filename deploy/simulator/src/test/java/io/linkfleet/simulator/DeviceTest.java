package io.linkfleet.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkfleet.simulator.count.Count;
import io.linkfleet.simulator.fault.Faults;
import io.linkfleet.whatsapp.crypto.KeyPair;
import io.linkfleet.whatsapp.login.ClientVersion;
import io.linkfleet.whatsapp.login.SignedPreKey;
import io.linkfleet.whatsapp.node.Jid;
import io.linkfleet.whatsapp.node.Node;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class DeviceTest {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Simulator simulator = Simulator.start(SimulatorSettings.defaults().withPort(0));
  private final SimulatedPhone phone = simulator.phone("5511999990002");
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
  class AtLogin {
    @Test
    void successTellsTimeAndLid() throws Exception {
      try (TestConnection connection = companion.login(simulator, device)) {
        Node success = connection.next("success");
        assertThat(success.number("t")).isPresent();
        assertThat(success.jid("lid").orElseThrow().server()).isEqualTo(Jid.LIDS);
      }
    }

    @Test
    void whenTheClientExpiresIsAnnounced() throws Exception {
      simulator.faults(Faults.NONE.withClientExpiresIn(3_600));
      long before = Instant.now().getEpochSecond();
      try (TestConnection connection = companion.login(simulator, device)) {
        connection.next("success");
        connection.next("ib");
        Node announced = connection.next("ib").child("client_expiration").orElseThrow();
        assertThat(Long.parseLong(announced.attribute("t").orElseThrow()))
            .isBetween(before + 3_600, before + 3_660);
      }
    }

    @Test
    void anotherNoiseKeyIsUnknown() throws Exception {
      assertRefused(new TestCompanion(), device, "401");
    }

    @Test
    void anotherDeviceNumberIsUnknown() throws Exception {
      assertRefused(companion, new Jid(device.user(), 9, Jid.USERS), "401");
      assertRefused(companion, new Jid("5511999990003", 1, Jid.USERS), "401");
    }

    @Test
    void theFaultsReasonIsGivenAndNothingIsRemoved() throws Exception {
      simulator.faults(Faults.NONE.withFailureReason(503));
      assertRefused(companion, device, "503");
      simulator.faults(Faults.NONE);
      companion.online(simulator, device).close();
    }

    private void assertRefused(TestCompanion who, Jid as, String reason) throws Exception {
      try (TestConnection connection = who.login(simulator, as)) {
        assertThat(connection.next("failure").attribute("reason")).hasValue(reason);
        assertThat(connection.rest()).isEmpty();
      }
    }
  }

  @Test
  void anOutdatedClientGets405() throws Exception {
    SimulatorSettings settings = SimulatorSettings.defaults().withPort(0);
    ClientVersion newer = ClientVersion.parse("2.3000.1045649368");
    try (Simulator strict =
            Simulator.start(settings.withRules(settings.rules().withMinimumVersion(newer)));
        TestConnection connection = companion.register(strict)) {
      assertThat(connection.next("failure").attribute("reason")).hasValue("405");
    }
  }

  @Test
  void aSecondConnectionReplacesTheFirst() throws Exception {
    try (TestConnection first = companion.online(simulator, device);
        TestConnection second = companion.online(simulator, device)) {
      Node conflict = first.next("stream:error").child("conflict").orElseThrow();
      assertThat(conflict.attribute("type")).hasValue("replaced");
      assertThat(first.rest()).containsExactly(Node.STREAM_END);
      assertThat(second.query(companion.query("get", "w:p").empty()).attribute("type"))
          .hasValue("result");
      assertThat(simulator.stats().of(Count.MOST_CONNECTIONS_OF_ONE_DEVICE)).isEqualTo(2);
    }
  }

  @Test
  void howLongTwoConnectionsOverlappedIsCounted() throws Exception {
    try (TestConnection first = companion.online(simulator, device)) {
      simulator.faults(Faults.NONE.withDelay(Duration.ofMillis(300)));
      try (TestConnection second = companion.login(simulator, device)) {
        assertThat(first.rest()).isNotEmpty();
        second.next("success");
      }
    }
    assertThat(simulator.stats().of(Count.LONGEST_OVERLAP)).isBetween(200L, 10_000L);
  }

  @Nested
  class Online {
    @Test
    void preKeysAreCountedAfterUpload() throws Exception {
      try (TestConnection connection = companion.online(simulator, device)) {
        assertThat(preKeys(connection)).isEqualTo("0");
        assertThat(connection.query(upload(companion.identity)).attribute("type"))
            .hasValue("result");
        assertThat(preKeys(connection)).isEqualTo("30");
      }
    }

    @Test
    void anUploadSignedByAnotherIdentityIsRefused() throws Exception {
      try (TestConnection connection = companion.online(simulator, device)) {
        Node answer = connection.query(upload(KeyPair.generate(RANDOM)));
        assertThat(answer.attribute("type")).hasValue("error");
        assertThat(preKeys(connection)).isEqualTo("0");
      }
    }

    @Test
    void notificationsAreUnackedUntilAckedProperly() throws Exception {
      try (TestConnection connection = companion.online(simulator, device)) {
        Node notification = connection.next("notification");
        long unacked = simulator.stats().unackedNotifications();
        connection.send(ack(notification, "wrong"));
        connection.send(ack(notification, notification.attribute("type").orElseThrow()));
        connection.query(companion.query("get", "w:p").empty());
        assertThat(simulator.stats().unackedNotifications()).isEqualTo(unacked - 1);
        assertThat(simulator.stats().of(Count.BAD_ACKS)).isEqualTo(1);
      }
    }

    @Test
    void unknownQueriesGetAnEmptyResult() throws Exception {
      try (TestConnection connection = companion.online(simulator, device)) {
        Node answer = connection.query(companion.query("get", "anything").empty());
        assertThat(answer.attribute("type")).hasValue("result");
        assertThat(answer.children()).isEmpty();
      }
    }

    @Test
    void theServerPingsAndCountsAnswers() throws Exception {
      SimulatorSettings settings = SimulatorSettings.defaults().withPort(0);
      try (Simulator pinging =
          Simulator.start(
              settings.withRules(settings.rules().withServerPing(Duration.ofMillis(50))))) {
        Jid linked = companion.link(pinging, pinging.phone("5511999990004"));
        try (TestConnection connection = companion.online(pinging, linked)) {
          Node ping = connection.next("iq");
          assertThat(ping.attribute("xmlns")).hasValue("urn:xmpp:ping");
          connection.send(
              Node.named("iq")
                  .attribute("to", Jid.SERVER)
                  .attribute("type", "result")
                  .attribute("id", ping.attribute("id").orElseThrow())
                  .empty());
          connection.query(companion.query("get", "w:p").empty());
          assertThat(pinging.stats().of(Count.SERVER_PINGS_ANSWERED)).isPositive();
        }
      }
    }

    private String preKeys(TestConnection connection) throws Exception {
      Node count = companion.query("get", "encrypt").children(Node.named("count").empty());
      return connection.query(count).child("count").orElseThrow().attribute("value").orElseThrow();
    }

    private Node upload(KeyPair identity) {
      KeyPair signed = KeyPair.generate(RANDOM);
      byte[] signature = identity.sign(SignedPreKey.signedBytes(signed.publicKey()), RANDOM);
      List<Node> keys =
          new ArrayList<>(IntStream.range(1, 31).mapToObj(id -> key("key", id, signed)).toList());
      Node skey =
          Node.named("skey")
              .children(
                  Node.named("id").bytes(new byte[] {0, 0, 1}),
                  Node.named("value").bytes(signed.publicKey().toBytes()),
                  Node.named("signature").bytes(signature));
      return companion
          .query("set", "encrypt")
          .children(
              Node.named("registration").bytes(new byte[4]),
              Node.named("type").bytes(new byte[] {5}),
              Node.named("identity").bytes(companion.identity.publicKey().toBytes()),
              Node.named("list").children(keys),
              skey);
    }

    private static Node key(String tag, int id, KeyPair pair) {
      return Node.named(tag)
          .children(
              Node.named("id").bytes(new byte[] {0, 0, (byte) id}),
              Node.named("value").bytes(pair.publicKey().toBytes()));
    }

    private static Node ack(Node notification, String type) {
      return Node.named("ack")
          .attribute("class", "notification")
          .attribute("id", notification.attribute("id").orElseThrow())
          .attribute("to", notification.jid("from").orElseThrow())
          .attribute("type", type)
          .empty();
    }
  }
}
