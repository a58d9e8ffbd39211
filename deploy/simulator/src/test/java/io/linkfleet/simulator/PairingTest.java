package io.linkfleet.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.linkfleet.simulator.count.Count;
import io.linkfleet.simulator.fault.Fault;
import io.linkfleet.simulator.fault.Faults;
import io.linkfleet.simulator.phone.Refusal;
import io.linkfleet.whatsapp.crypto.KeyPair;
import io.linkfleet.whatsapp.login.Registration;
import io.linkfleet.whatsapp.login.SignedPreKey;
import io.linkfleet.whatsapp.node.Jid;
import io.linkfleet.whatsapp.node.Node;
import io.linkfleet.whatsapp.pairing.QrCode;
import io.linkfleet.whatsapp.pairing.Verdict;
import java.security.SecureRandom;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PairingTest {
  private static final String NUMBER = "5511999990001";

  private final Simulator simulator = Simulator.start(SimulatorSettings.defaults().withPort(0));
  private final SimulatedPhone phone = simulator.phone(NUMBER);
  private final TestCompanion companion = new TestCompanion();

  @AfterEach
  void stop() {
    simulator.close();
  }

  @Test
  void aScannedCompanionBecomesADeviceAndLogsIn() throws Exception {
    Jid device = companion.link(simulator, phone);

    assertThat(device).isEqualTo(new Jid(NUMBER, 1, Jid.USERS));
    assertThat(phone.devices()).containsExactly(device);
    try (TestConnection _ = companion.online(simulator, device)) {
      assertThat(simulator.stats().of(Count.PAIRINGS)).isEqualTo(1);
      assertThat(simulator.stats().of(Count.LOGINS)).isEqualTo(1);
      assertThat(simulator.stats().openConnections()).isEqualTo(1);
    }
  }

  @Test
  void theSecondDeviceGetsTheNextNumber() throws Exception {
    companion.link(simulator, phone);
    assertThat(new TestCompanion().link(simulator, phone).device()).isEqualTo(2);
  }

  @Nested
  class AtRegistration {
    @Test
    void sixRefsAreShown() throws Exception {
      try (TestConnection connection = companion.register(simulator)) {
        Node query = connection.next("iq");
        assertThat(query.jid("from")).hasValue(Jid.SERVER);
        assertThat(query.child("pair-device").orElseThrow().children("ref")).hasSize(6);
      }
    }

    @Test
    void aWrongPreKeySignatureIsRefused() throws Exception {
      KeyPair stranger = KeyPair.generate(new SecureRandom());
      Registration good = companion.registration();
      SignedPreKey foreign =
          new SignedPreKey(1, stranger.publicKey(), good.signedPreKey().signature());
      Registration bad =
          new Registration(good.version(), 1, good.identity(), foreign, good.appearance());
      assertRefused(bad.encode(), "400");
    }

    @Test
    void unreadablePayloadIsRefused() throws Exception {
      assertRefused(new byte[] {1, 2, 3}, "400");
      assertThat(simulator.stats().of(Count.REFUSED_REGISTRATIONS)).isEqualTo(1);
    }

    private void assertRefused(byte[] introduction, String reason) throws Exception {
      try (TestConnection connection =
          TestConnection.open(simulator, companion.noise, introduction)) {
        assertThat(connection.next("failure").attribute("reason")).hasValue(reason);
        assertThat(connection.rest()).isEmpty();
      }
    }
  }

  @Nested
  class WhenACodeCannotBeTaken {
    @Test
    void aRefNobodyShowsIsRefused() {
      QrCode code =
          QrCode.of(
              "2@nobody",
              companion.noise.publicKey(),
              companion.identity.publicKey(),
              companion.advSecret,
              "1");
      assertRefusal(code.text(), 410, "no connected companion");
    }

    @Test
    void textThatIsNoCodeIsRefused() {
      assertRefusal("https://example.org", 400, "not a code");
    }

    @Test
    void theFormBeforeSpring2026IsRefusedUnlessAllowed() throws Exception {
      try (TestConnection connection = companion.register(simulator)) {
        String text = companion.qr(connection.next("iq")).text();
        String fields = text.substring(text.indexOf('#') + 1);
        assertRefusal(fields.substring(0, fields.lastIndexOf(',')), 400, "linked_devices");
      }
    }

    @Test
    void anotherCompanionsKeysAreRefused() throws Exception {
      try (TestConnection connection = companion.register(simulator)) {
        String ref = companion.qr(connection.next("iq")).reference();
        TestCompanion other = new TestCompanion();
        QrCode mixed =
            QrCode.of(
                ref, other.noise.publicKey(), other.identity.publicKey(), other.advSecret, "1");
        assertRefusal(mixed.text(), 409, "noise key");
        QrCode foreignIdentity =
            QrCode.of(
                ref, companion.noise.publicKey(), other.identity.publicKey(), other.advSecret, "1");
        assertRefusal(foreignIdentity.text(), 409, "identity key");
      }
    }

    @Test
    void aCompanionIsLinkedOnlyOnce() throws Exception {
      try (TestConnection connection = companion.register(simulator)) {
        QrCode code = companion.qr(connection.next("iq"));
        phone.scan(code.text());
        assertRefusal(code.text(), 409, "already");
      }
    }

    private void assertRefusal(String text, int status, String why) {
      assertThatExceptionOfType(Refusal.class)
          .isThrownBy(() -> phone.scan(text))
          .withMessageContaining(why)
          .satisfies(refusal -> assertThat(refusal.status()).isEqualTo(status));
    }
  }

  @Nested
  class WhenTheCompanionAnswersWrongly {
    @Test
    void aForeignDeviceSignatureLinksNothing() throws Exception {
      try (TestConnection connection = companion.register(simulator)) {
        phone.scan(companion.qr(connection.next("iq")).text());
        Node query = connection.next("iq");
        Verdict.Genuine genuine =
            (Verdict.Genuine) companion.judge(query.child("pair-success").orElseThrow());
        byte[] confirmation = genuine.identity().confirmation();
        confirmation[confirmation.length - 5] ^= 1;
        connection.send(TestCompanion.answer(query, genuine.identity().keyIndex(), confirmation));
        assertThat(connection.next("stream:error").attribute("code")).hasValue("401");
        assertThat(phone.devices()).isEmpty();
        assertThat(simulator.stats().of(Count.BAD_DEVICE_SIGNATURES)).isEqualTo(1);
      }
    }

    @Test
    void aWrongKeyIndexLinksNothing() throws Exception {
      try (TestConnection connection = companion.register(simulator)) {
        phone.scan(companion.qr(connection.next("iq")).text());
        Node query = connection.next("iq");
        Verdict.Genuine genuine =
            (Verdict.Genuine) companion.judge(query.child("pair-success").orElseThrow());
        connection.send(TestCompanion.answer(query, 200, genuine.identity().confirmation()));
        assertThat(connection.next("stream:error").attribute("code")).hasValue("401");
        assertThat(phone.devices()).isEmpty();
      }
    }

    @Test
    void leavingBeforeTheAnswerLinksNothing() throws Exception {
      try (TestConnection connection = companion.register(simulator)) {
        phone.scan(companion.qr(connection.next("iq")).text());
        connection.next("iq");
      }
      assertThat(phone.devices()).isEmpty();
      try (TestConnection login = companion.login(simulator, new Jid(NUMBER, 1, Jid.USERS))) {
        assertThat(login.next("failure").attribute("reason")).hasValue("401");
      }
    }
  }

  @Nested
  class WithSpoiltVouchers {
    @Test
    void theHmacIsWrong() throws Exception {
      simulator.faults(Faults.of(Fault.TAMPER_HMAC));
      assertThat(verdict()).isEqualTo(new Verdict.Refused(Verdict.Reason.HMAC_MISMATCH));
    }

    @Test
    void theSignatureIsWrongAndTheHmacRight() throws Exception {
      simulator.faults(Faults.of(Fault.TAMPER_SIGNATURE));
      assertThat(verdict()).isEqualTo(new Verdict.Refused(Verdict.Reason.SIGNATURE_MISMATCH));
    }

    private Verdict verdict() throws Exception {
      try (TestConnection connection = companion.register(simulator)) {
        phone.scan(companion.qr(connection.next("iq")).text());
        return companion.judge(connection.next("iq").child("pair-success").orElseThrow());
      }
    }
  }

  @Nested
  class WhenCodesRunOut {
    @Test
    void theConnectionEnds() throws Exception {
      try (Simulator impatient = impatient(Duration.ofMillis(30), Duration.ofMillis(10));
          TestConnection connection = companion.register(impatient)) {
        connection.next("iq");
        assertThat(connection.rest()).containsExactly(Node.STREAM_END);
      }
    }

    @Test
    void aRefIsTakenForOneMoreTurn() throws Exception {
      try (Simulator impatient = impatient(Duration.ofMillis(1), Duration.ofMinutes(1));
          TestConnection connection = companion.register(impatient)) {
        Node pairDevice = connection.next("iq");
        SimulatedPhone its = impatient.phone(NUMBER);
        // One turn later the first ref is still taken, so that scanning at that moment succeeds.
        its.scan(companion.qr(pairDevice, 0).text());
        companion.confirm(connection);
      }
    }

    private Simulator impatient(Duration first, Duration following) {
      SimulatorSettings settings = SimulatorSettings.defaults().withPort(0);
      return Simulator.start(
          settings.withRules(settings.rules().withCodeLifetimes(first, following)));
    }
  }
}
