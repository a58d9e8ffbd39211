package io.linkfleet.worker.whatsapp;

import static io.linkfleet.worker.whatsapp.ClientFixture.STANDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.linkfleet.whatsapp.crypto.KeyPair;
import io.linkfleet.whatsapp.login.Registration;
import io.linkfleet.whatsapp.node.Jid;
import io.linkfleet.whatsapp.node.Node;
import io.linkfleet.whatsapp.pairing.Hosting;
import io.linkfleet.whatsapp.pairing.QrCode;
import io.linkfleet.whatsapp.pairing.SignedIdentity;
import io.linkfleet.whatsapp.pairing.VouchingPhone;
import io.linkfleet.worker.device.DeviceCredentials;
import io.linkfleet.worker.device.PairingKeys;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.Cause;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.LoginRefused;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.Paired;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.PairingRefused;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.QrCodeShown;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.RestartRequired;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.UnlinkFailed;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PairingTest {
  private final SecureRandom random = new SecureRandom();
  private final ScriptedServer server = new ScriptedServer();
  private final PairingKeys keys = PairingKeys.generate(random);
  private final KeyPair account = KeyPair.generate(random);
  private final RecordedEvents events = new RecordedEvents();
  private ClientFixture fixture = ClientFixture.of(server);
  private Optional<NettyWhatsApp> started = Optional.empty();

  @AfterEach
  void stop() {
    started.ifPresent(NettyWhatsApp::close);
    server.close();
  }

  @Test
  void registersWithPublicKeysOnly() throws Exception {
    register();

    Registration registration = (Registration) server.accept().introduction();
    assertThat(registration.identity()).isEqualTo(keys.identity().publicKey());
    assertThat(registration.registrationId()).isEqualTo(keys.registrationId());
    assertThat(registration.signedPreKey().isSignedBy(registration.identity())).isTrue();
  }

  @Nested
  class ShowingCodes {
    @Test
    void acknowledgesTheReferencesAtOnceAndShowsTheFirst() throws Exception {
      register();
      ScriptedPeer peer = server.accept();
      peer.send(pairDevice("ref-1", "ref-2"));

      Node ack = peer.next("iq");
      assertThat(ack.attribute("id")).contains("refs");
      assertThat(ack.attribute("type")).contains("result");
      QrCode code = QrCode.parse(events.next(QrCodeShown.class).text());
      assertThat(code.reference()).isEqualTo("ref-1");
      assertThat(code.noise()).isEqualTo(keys.noise().publicKey());
      assertThat(code.advSecret()).isEqualTo(keys.advSecret().toBytes());
      assertThat(code.platform()).isEqualTo("1");
    }

    @Test
    void goesThroughTheReferencesAndThenEnds() throws Exception {
      fixture = fixture.withShortCodes();
      register();
      server.accept().send(pairDevice("ref-1", "ref-2"));

      assertThat(shownReference()).isEqualTo("ref-1");
      assertThat(shownReference()).isEqualTo("ref-2");
      events.ends(Cause.ENDED_BY_SERVER);
    }

    @Test
    void changesTheSecretWhenToldToRefresh() throws Exception {
      register();
      ScriptedPeer peer = server.accept();
      peer.send(pairDevice("ref-1"));
      QrCode before = QrCode.parse(events.next(QrCodeShown.class).text());
      peer.send(notification("companion_reg_refresh"));

      QrCode after = QrCode.parse(events.next(QrCodeShown.class).text());
      assertThat(after.reference()).isEqualTo("ref-1");
      assertThat(after.advSecret()).isNotEqualTo(before.advSecret());
      assertThat(peer.next("ack").attribute("type")).contains("companion_reg_refresh");
      peer.send(pairSuccess(vouched(after.advSecret()), Devices.JID));
      assertThat(events.next(Paired.class).device().keys().advSecret().toBytes())
          .isEqualTo(after.advSecret());
    }

    private String shownReference() throws Exception {
      return QrCode.parse(events.next(QrCodeShown.class).text()).reference();
    }
  }

  @Nested
  class Scanned {
    @Test
    void handsTheCredentialsOutAndConfirmsOnlyWhenTold() throws Exception {
      Connection connection = register();
      ScriptedPeer peer = server.accept();
      peer.send(pairSuccess(vouched(keys.advSecret().toBytes()), Devices.JID));

      DeviceCredentials device = events.next(Paired.class).device();
      assertThat(device.jid()).isEqualTo(Devices.JID);
      assertThat(device.lid()).contains(Devices.LID);
      assertThat(device.platform()).isEqualTo("android");
      assertThat(device.businessName()).contains("Acme");
      assertThat(SignedIdentity.parse(device.signedIdentity().toBytes()).accountKey())
          .isEqualTo(account.publicKey());

      connection.confirmPairing(STANDS);
      Node confirmation = peer.next("iq");
      assertThat(confirmation.attribute("id")).contains("success");
      Node identity =
          confirmation
              .child("pair-device-sign")
              .orElseThrow()
              .child("device-identity")
              .orElseThrow();
      assertThat(identity.attribute("key-index")).contains("4");
      assertThat(
              SignedIdentity.isConfirmation(
                  identity.bytes().orElseThrow(), keys.identity().publicKey(), account.publicKey()))
          .isTrue();
    }

    @Test
    void restartsWhenTheServerSaysSo() throws Exception {
      ScriptedPeer peer = confirmed();
      peer.send(Node.named("stream:error").attribute("code", 515).empty());
      peer.send(Node.STREAM_END);

      events.next(RestartRequired.class);
      events.ends(Cause.ENDED_BY_SERVER);
    }

    @Test
    void restartsWhenTheServerJustClosesAfterTheConfirmation() throws Exception {
      confirmed().drop();

      events.next(RestartRequired.class);
      events.ends(Cause.LOST);
    }

    @Test
    void doesNotRestartWhenTheSocketGoesAwayBefore() throws Exception {
      register();
      ScriptedPeer peer = server.accept();
      peer.send(pairSuccess(vouched(keys.advSecret().toBytes()), Devices.JID));
      events.next(Paired.class);
      peer.drop();

      events.ends(Cause.LOST);
    }

    @Test
    void stopsTheCodes() throws Exception {
      fixture = fixture.withShortCodes();
      register();
      ScriptedPeer peer = server.accept();
      peer.send(pairDevice("ref-1"));
      peer.send(pairSuccess(vouched(keys.advSecret().toBytes()), Devices.JID));
      events.await(Paired.class);
      peer.send(Node.named("stream:error").attribute("code", 515).empty());

      events.next(RestartRequired.class);
    }

    private ScriptedPeer confirmed() throws Exception {
      Connection connection = register();
      ScriptedPeer peer = server.accept();
      peer.send(pairSuccess(vouched(keys.advSecret().toBytes()), Devices.JID));
      events.next(Paired.class);
      connection.confirmPairing(STANDS);
      peer.next("iq");
      return peer;
    }
  }

  @Nested
  class Refuses {
    @Test
    void aStatementUnderAnotherSecret() throws Exception {
      refused("401", "hmac-mismatch", pairSuccess(vouched(new byte[32]), Devices.JID));
    }

    @Test
    void aStatementForAnotherDevice() throws Exception {
      byte[] foreign =
          phone()
              .vouchFor(
                  account.publicKey(),
                  keys.advSecret().toBytes(),
                  4,
                  Instant.now(),
                  Hosting.END_TO_END);
      refused("401", "signature-mismatch", pairSuccess(foreign, Devices.JID));
    }

    @Test
    void anAddressWithoutADevice() throws Exception {
      byte[] vouched = vouched(keys.advSecret().toBytes());
      refused("500", "internal-error", pairSuccess(vouched, Devices.JID.account()));
    }

    @Test
    void aPasskeyAndAPhoneWithoutLinkedDevices() throws Exception {
      register();
      ScriptedPeer peer = server.accept();
      peer.send(notification("passkey_prologue_request"));
      assertThat(events.next(PairingRefused.class).reason()).contains("passkey, unsupported");
      peer.send(Node.named("ib").children(Node.named("downgrade_webclient").empty()));
      assertThat(events.next(PairingRefused.class).reason()).contains("linked devices");
      peer.next("ack");
    }

    private void refused(String code, String text, Node pairSuccess) throws Exception {
      register();
      ScriptedPeer peer = server.accept();
      peer.send(pairSuccess);

      Node error = peer.next("iq").child("error").orElseThrow();
      assertThat(error.attribute("code")).contains(code);
      assertThat(error.attribute("text")).contains(text);
      assertThat(events.next(PairingRefused.class).reason()).isEqualTo(text);
    }
  }

  @Test
  void hasNothingToUnlink() throws Exception {
    Connection connection = register();
    server.accept();
    connection.unlink(STANDS);

    assertThat(events.next(UnlinkFailed.class).code()).isEmpty();
  }

  @Test
  void isNotUnlinkedByARefusal() throws Exception {
    register();
    server.accept().send(Node.named("failure").attribute("reason", 401).empty());

    events.next(LoginRefused.class);
    events.ends(Cause.ENDED_BY_SERVER);
  }

  private Connection register() {
    NettyWhatsApp whatsApp = fixture.start();
    started = Optional.of(whatsApp);
    return whatsApp.register(keys, events);
  }

  private VouchingPhone phone() {
    return new VouchingPhone(account, 77, random);
  }

  private byte[] vouched(byte[] advSecret) {
    return phone()
        .vouchFor(keys.identity().publicKey(), advSecret, 4, Instant.now(), Hosting.END_TO_END);
  }

  private static Node pairDevice(String... references) {
    return Node.named("iq")
        .attribute("from", Jid.SERVER)
        .attribute("type", "set")
        .attribute("xmlns", "md")
        .attribute("id", "refs")
        .children(
            Node.named("pair-device")
                .children(
                    Arrays.stream(references)
                        .map(reference -> Node.named("ref").text(reference))
                        .toList()));
  }

  private static Node pairSuccess(byte[] statement, Jid jid) {
    return Node.named("iq")
        .attribute("from", Jid.SERVER)
        .attribute("type", "set")
        .attribute("xmlns", "md")
        .attribute("id", "success")
        .children(
            Node.named("pair-success")
                .children(
                    Node.named("device-identity").bytes(statement),
                    Node.named("device")
                        .attribute("jid", jid)
                        .attribute("lid", Devices.LID)
                        .empty(),
                    Node.named("platform").attribute("name", "android").empty(),
                    Node.named("biz").attribute("name", "Acme").empty()));
  }

  private static Node notification(String type) {
    return Node.named("notification")
        .attribute("from", Jid.SERVER)
        .attribute("type", type)
        .attribute("id", "123")
        .empty();
  }
}
