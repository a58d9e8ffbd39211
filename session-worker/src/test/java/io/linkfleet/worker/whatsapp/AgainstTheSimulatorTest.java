package io.linkfleet.worker.whatsapp;

import static io.linkfleet.worker.whatsapp.ClientFixture.FALLEN;
import static io.linkfleet.worker.whatsapp.ClientFixture.STANDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.linkfleet.contract.PhoneNumber;
import io.linkfleet.simulator.SimulatedPhone;
import io.linkfleet.simulator.Simulator;
import io.linkfleet.simulator.SimulatorSettings;
import io.linkfleet.simulator.chat.ChatRules;
import io.linkfleet.simulator.count.Count;
import io.linkfleet.simulator.fault.Fault;
import io.linkfleet.simulator.fault.Faults;
import io.linkfleet.simulator.phone.Refusal;
import io.linkfleet.whatsapp.login.ClientVersion;
import io.linkfleet.whatsapp.node.Jid;
import io.linkfleet.worker.device.DeviceCredentials;
import io.linkfleet.worker.device.PairingKeys;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.Cause;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.CredentialsChanged;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.DeviceUnlinked;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.Evidence;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.LoginRefused;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.Online;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.Paired;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.PairingCodeShown;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.PairingRefused;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.QrCodeShown;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.RestartRequired;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.StreamReplaced;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.UnlinkFailed;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/// The main job, from the first code to the last acknowledgement, with the simulator at the other
/// end of the wire.
class AgainstTheSimulatorTest {
  private static final String NUMBER = "5511999990001";
  private static final Duration SHORT = Duration.ofMillis(200);

  private final Simulator simulator =
      Simulator.start(
          SimulatorSettings.defaults()
              .withPort(0)
              .withRules(
                  ChatRules.REAL
                      .withMinimumVersion(ClientVersion.parse("2.3000.1000"))
                      .withServerPing(SHORT)));
  private final SimulatedPhone phone = simulator.phone(NUMBER);
  private final NettyWhatsApp whatsApp = ClientFixture.of(simulator).withQuickPings().start();
  private final RecordedEvents events = new RecordedEvents();

  @AfterEach
  void stop() {
    whatsApp.close();
    simulator.close();
  }

  @Nested
  class Pairing {
    @Test
    void linksADeviceThePhoneThenLists() throws Exception {
      DeviceCredentials device = paired();

      assertThat(device.jid().user()).isEqualTo(NUMBER);
      assertThat(phone.devices()).containsExactly(device.jid());
      assertThat(simulator.stats().of(Count.PAIRINGS)).isEqualTo(1);
    }

    @Test
    void isRefusedWhenThePhonesStatementIsForged() throws Exception {
      simulator.faults(Faults.of(Fault.TAMPER_SIGNATURE));
      var _ = whatsApp.register(PairingKeys.generate(new SecureRandom()), events);
      phone.scan(events.next(QrCodeShown.class).text());

      assertThat(events.next(PairingRefused.class).reason()).isEqualTo("signature-mismatch");
      eventually(() -> simulator.stats().of(Count.PAIRINGS_REFUSED_BY_CLIENT) == 1);
      assertThat(phone.devices()).isEmpty();
    }
  }

  @Nested
  class PairingByCode {
    @Test
    void linksADeviceThatThenLogsIn() throws Exception {
      Connection connection = asks(events);
      Jid entered = phone.enterCode(events.next(PairingCodeShown.class).code());
      DeviceCredentials device = events.next(Paired.class).device();
      assertThat(device.jid()).isEqualTo(entered);
      connection.confirmPairing(STANDS);
      events.next(RestartRequired.class);
      events.ends(Cause.ENDED_BY_SERVER);

      RecordedEvents later = new RecordedEvents();
      var _ = whatsApp.login(device, STANDS, later);
      later.await(Online.class);
      assertThat(phone.devices()).containsExactly(entered);
      eventually(() -> simulator.stats().unackedNotifications() == 0);
    }

    @Test
    void survivesAMistypedCode() throws Exception {
      var _ = asks(events);
      String code = events.next(PairingCodeShown.class).code();
      assertThat(refusalOf("11111111")).contains("wrong code");
      phone.enterCode(code);

      events.next(Paired.class);
    }

    @Test
    void isTheLatestOfTwoForOneNumber() throws Exception {
      var _ = asks(events);
      String first = events.next(PairingCodeShown.class).code();
      RecordedEvents others = new RecordedEvents();
      var _ = asks(others);
      String second = others.next(PairingCodeShown.class).code();

      assertThat(refusalOf(first)).contains("wrong code");
      phone.enterCode(second);
      others.next(Paired.class);
      assertThat(events.isEmpty()).isTrue();
    }

    @Test
    void showsAnotherWhenThePhoneWantsAFreshOne() throws Exception {
      var _ = asks(events);
      String first = events.next(PairingCodeShown.class).code();
      phone.askForFreshCode();
      String second = events.next(PairingCodeShown.class).code();

      assertThat(refusalOf(first)).contains("wrong code");
      phone.enterCode(second);
      events.next(Paired.class);
    }

    @Test
    void isRefusedForANumberNobodyHas() throws Exception {
      var _ =
          whatsApp.registerByCode(
              PairingKeys.generate(new SecureRandom()), new PhoneNumber("5511999990009"), events);

      assertThat(events.next(PairingRefused.class).reason()).contains("no account");
    }

    private Connection asks(RecordedEvents listener) {
      return whatsApp.registerByCode(
          PairingKeys.generate(new SecureRandom()), new PhoneNumber(NUMBER), listener);
    }

    private String refusalOf(String code) {
      return catchThrowableOfType(Refusal.class, () -> phone.enterCode(code)).getMessage();
    }
  }

  @Nested
  class LoggedIn {
    @Test
    void uploadsPreKeysOnce() throws Exception {
      DeviceCredentials device = paired();
      var _ = whatsApp.login(device, STANDS, events);
      DeviceCredentials changed = events.await(CredentialsChanged.class).device();
      eventually(() -> simulator.stats().of(Count.PRE_KEY_UPLOADS) == 1);

      RecordedEvents later = new RecordedEvents();
      var _ = whatsApp.login(changed, STANDS, later);
      later.next(Online.class);
      events.await(StreamReplaced.class);
      assertThat(simulator.stats().of(Count.PRE_KEY_UPLOADS)).isEqualTo(1);
    }

    @Test
    void staysAliveAndOwesNothing() throws Exception {
      var _ = whatsApp.login(paired(), STANDS, events);
      events.await(Online.class);

      eventually(
          () ->
              simulator.stats().of(Count.KEEP_ALIVES) >= 2
                  && simulator.stats().of(Count.SERVER_PINGS_ANSWERED) >= 2
                  && simulator.stats().of(Count.NOTIFICATIONS) > 0
                  && simulator.stats().unackedNotifications() == 0);
      assertThat(simulator.stats().of(Count.BAD_ACKS)).isZero();
    }

    @Test
    void isLostWhenTheNetworkGoes() throws Exception {
      var _ = whatsApp.login(paired(), STANDS, events);
      events.await(Online.class);
      simulator.dropConnections();

      assertThat(events.await(WhatsAppEvent.Closed.class).cause()).isEqualTo(Cause.LOST);
    }

    @Test
    void isRefusedWhileTheClientIsTooOld() throws Exception {
      DeviceCredentials device = paired();
      simulator.faults(Faults.NONE.withFailureReason(405));
      var _ = whatsApp.login(device, STANDS, events);

      assertThat(events.next(LoginRefused.class).refusal())
          .isEqualTo(WhatsAppEvent.Refusal.CLIENT_OUTDATED);
      events.ends(Cause.ENDED_BY_SERVER);
    }

    @Test
    void isUnreachableWhileConnectionsAreRefused() throws Exception {
      DeviceCredentials device = paired();
      simulator.faults(Faults.of(Fault.REFUSE_CONNECTIONS));
      var _ = whatsApp.login(device, STANDS, events);

      events.ends(Cause.UNREACHABLE);
    }
  }

  @Nested
  class AfterAPause {
    @Test
    void nobodySaysWhoItIs() throws Exception {
      DeviceCredentials device = paired();
      long logins = simulator.stats().of(Count.LOGINS);
      var _ = whatsApp.login(device, FALLEN, events);

      events.ends(Cause.HANDSHAKE_FAILED);
      assertThat(simulator.stats().of(Count.LOGINS)).isEqualTo(logins);
    }

    @Test
    void nothingIsUnlinked() throws Exception {
      long received = simulator.stats().of(Count.UNLINKS_RECEIVED);
      Connection connection = whatsApp.login(paired(), STANDS, events);
      events.await(Online.class);
      connection.unlink(FALLEN);

      assertThat(events.await(WhatsAppEvent.Closed.class).cause()).isEqualTo(Cause.LOST);
      assertThat(simulator.stats().of(Count.UNLINKS_RECEIVED)).isEqualTo(received);
      assertThat(phone.devices()).hasSize(1);
    }

    @Test
    void noPairingIsConfirmed() throws Exception {
      RecordedEvents pairing = new RecordedEvents();
      Connection connection = whatsApp.register(PairingKeys.generate(new SecureRandom()), pairing);
      phone.scan(pairing.next(QrCodeShown.class).text());
      pairing.await(Paired.class);
      connection.confirmPairing(FALLEN);

      assertThat(pairing.await(WhatsAppEvent.Closed.class).cause()).isEqualTo(Cause.LOST);
      assertThat(phone.devices()).isEmpty();
    }
  }

  @Nested
  class Unlinking {
    @Test
    void takesTheDeviceOffThePhone() throws Exception {
      DeviceCredentials device = paired();
      unlink(device);

      assertThat(events.await(DeviceUnlinked.class).evidence()).isEqualTo(Evidence.ACKNOWLEDGED);
      assertThat(phone.devices()).isEmpty();
      var _ = whatsApp.login(device, STANDS, events);
      events.await(WhatsAppEvent.Closed.class);
      assertThat(events.next(DeviceUnlinked.class).evidence()).isEqualTo(Evidence.LOGIN_REFUSED);
    }

    @Test
    void isAFactWhenTheStreamEndsFirst() throws Exception {
      simulator.faults(Faults.of(Fault.DEVICE_REMOVED_FIRST));
      unlink(paired());

      assertThat(events.await(DeviceUnlinked.class).evidence()).isEqualTo(Evidence.DEVICE_REMOVED);
    }

    @Test
    void isUnknownWhenTheConnectionDropsAfterIt() throws Exception {
      simulator.faults(Faults.of(Fault.DROP_AFTER_UNLINK));
      unlink(paired());

      assertThat(events.await(WhatsAppEvent.Closed.class).cause()).isEqualTo(Cause.LOST);
    }

    @Test
    void failsWithTheServersCode() throws Exception {
      simulator.faults(Faults.NONE.withUnlinkError(500));
      unlink(paired());

      assertThat(events.await(UnlinkFailed.class).code()).contains(500);
      assertThat(phone.devices()).hasSize(1);
    }

    /// Often, because the server closes its socket while we may be writing: its last words must be
    /// heard all the same.
    @RepeatedTest(10)
    void onThePhoneIsTheSameFact() throws Exception {
      DeviceCredentials device = paired();
      var _ = whatsApp.login(device, STANDS, events);
      events.await(Online.class);
      phone.unlink(device.jid().device());

      assertThat(events.await(DeviceUnlinked.class).evidence()).isEqualTo(Evidence.DEVICE_REMOVED);
      assertThat(events.await(WhatsAppEvent.Closed.class).cause()).isEqualTo(Cause.ENDED_BY_SERVER);
    }

    private void unlink(DeviceCredentials device) throws InterruptedException {
      Connection connection = whatsApp.login(device, STANDS, events);
      events.await(Online.class);
      connection.unlink(STANDS);
    }
  }

  private DeviceCredentials paired() throws InterruptedException {
    RecordedEvents pairing = new RecordedEvents();
    Connection connection = whatsApp.register(PairingKeys.generate(new SecureRandom()), pairing);
    phone.scan(pairing.next(QrCodeShown.class).text());
    DeviceCredentials device = pairing.await(Paired.class).device();
    connection.confirmPairing(STANDS);
    pairing.next(RestartRequired.class);
    pairing.ends(Cause.ENDED_BY_SERVER);
    return device;
  }

  private static void eventually(BooleanSupplier condition) {
    long giveUp = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited too long").isLessThan(giveUp);
      Thread.onSpinWait();
    }
  }
}
