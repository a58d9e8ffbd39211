package io.linkfleet.worker.whatsapp;

import static io.linkfleet.worker.whatsapp.ClientFixture.STANDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.linkfleet.contract.PhoneNumber;
import io.linkfleet.whatsapp.crypto.KeyPair;
import io.linkfleet.whatsapp.login.Registration;
import io.linkfleet.whatsapp.node.Jid;
import io.linkfleet.whatsapp.node.Node;
import io.linkfleet.whatsapp.pairing.CodePairingPhone;
import io.linkfleet.worker.device.DeviceCredentials;
import io.linkfleet.worker.device.PairingKeys;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.Cause;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.Paired;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.PairingCodeShown;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.PairingRefused;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.RestartRequired;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PairingByCodeTest {
  private static final PhoneNumber NUMBER = new PhoneNumber("5511999990777");

  private final SecureRandom random = new SecureRandom();
  private final ScriptedServer server = new ScriptedServer();
  private final PairingKeys keys = PairingKeys.generate(random);
  private final TypingPhone phone = new TypingPhone(KeyPair.generate(random), random);
  private final RecordedEvents events = new RecordedEvents();
  private ClientFixture fixture = ClientFixture.of(server);
  private Optional<NettyWhatsApp> started = Optional.empty();

  @AfterEach
  void stop() {
    started.ifPresent(NettyWhatsApp::close);
    server.close();
  }

  @Nested
  class Asking {
    @Test
    void waitsUntilTheServerHandsOutReferences() throws Exception {
      var _ = register();
      ScriptedPeer peer = server.accept();
      peer.send(
          Node.named("iq")
              .attribute("from", Jid.SERVER)
              .attribute("type", "get")
              .attribute("xmlns", "urn:xmpp:ping")
              .attribute("id", "ping")
              .empty());
      assertThat(peer.next().attribute("id")).contains("ping");
      peer.send(pairDevice(6));
      assertThat(peer.next().attribute("id")).contains("refs");
      assertThat(peer.next().child(TypingPhone.TAG)).isPresent();
    }

    @Test
    void tellsTheNumberAndHowItLooksAndHidesItsKey() throws Exception {
      Node hello = asked().child(TypingPhone.TAG).orElseThrow();

      assertThat(hello.jid("jid")).contains(Jid.of(NUMBER.digits(), Jid.USERS));
      assertThat(hello.attribute("stage")).contains("companion_hello");
      assertThat(hello.attribute("should_show_push_notification")).contains("true");
      assertThat(hello.text("companion_platform_id")).contains("1");
      assertThat(hello.text("companion_platform_display")).contains("Chrome (Windows)");
      assertThat(hello.bytes("companion_server_auth_key_pub"))
          .hasValueSatisfying(key -> assertThat(key).isEqualTo(keys.noise().publicKey().toBytes()));
      assertThat(hello.bytes("link_code_pairing_wrapped_companion_ephemeral_pub"))
          .hasValueSatisfying(wrapped -> assertThat(wrapped).hasSize(80));
      assertThat(hello.bytes("link_code_pairing_nonce")).isPresent();
    }

    @Test
    void showsTheCodeOnceTheServerKnowsIt() throws Exception {
      Node hello = asked();
      peer.send(notification("companion_reg_refresh"));
      peer.next("ack");
      assertThat(events.isEmpty()).isTrue();
      peer.answer(hello, TypingPhone.reference("ref-1"));

      assertThat(events.next(PairingCodeShown.class).code()).matches("[1-9A-HJ-NP-TV-Z]{8}");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 404, 428, 429, 500})
    void isRefusedInPlainWords(int code) throws Exception {
      Node hello = asked();
      peer.refuse(hello, code);

      assertThat(events.next(PairingRefused.class).reason())
          .contains("WhatsApp", String.valueOf(code))
          .doesNotContain(NUMBER.digits());
    }

    @Test
    void isRefusedByAnAnswerWithoutReference() throws Exception {
      Node hello = asked();
      peer.answer(hello);

      assertThat(events.next(PairingRefused.class).reason()).contains("no reference");
    }

    @Test
    void unansweredEndsTheConnection() throws Exception {
      fixture = fixture.withLittlePatience();
      asked();

      events.ends(Cause.LOST);
    }
  }

  @Nested
  class TheCode {
    @Test
    void isValidThreeMinutesAtMost() throws Exception {
      Instant validUntil = shownWith(6).validUntil();

      assertThat(validUntil).isBetween(fromNow(170), fromNow(180));
    }

    @Test
    void isNotValidLongerThanTheConnection() throws Exception {
      Instant validUntil = shownWith(2).validUntil();

      assertThat(validUntil).isBetween(fromNow(100), fromNow(120));
    }

    @Test
    void endsTheConnectionWhenItRunsOut() throws Exception {
      fixture = fixture.withShortCodes();
      shownWith(2);

      events.ends(Cause.ENDED_BY_SERVER);
    }

    private PairingCodeShown shownWith(int references) throws Exception {
      Node hello = asked(references);
      peer.answer(hello, TypingPhone.reference("ref-1"));
      return events.next(PairingCodeShown.class);
    }

    private static Instant fromNow(int seconds) {
      return Instant.now().plusSeconds(seconds);
    }
  }

  @Nested
  class Typed {
    @Test
    void linksTheDeviceThatPairSuccessNames() throws Exception {
      Shown shown = shown();
      CodePairingPhone typed = phone.types(shown.code(), shown.hello());
      peer.send(phone.hello(typed, "ref-1"));
      assertThat(peer.next("ack").attribute("type")).contains(TypingPhone.TAG);
      Node finish = peer.nextQuery("md");
      assertThat(stageOf(finish)).contains("companion_finish");
      peer.answer(finish);
      peer.send(phone.success(typed, finish, Devices.JID, Instant.now()));

      DeviceCredentials device = events.next(Paired.class).device();
      assertThat(device.jid()).isEqualTo(Devices.JID);
      assertThat(device.keys().noise()).isEqualTo(keys.noise());
      assertThat(device.keys().advSecret()).isNotEqualTo(keys.advSecret());

      shown.connection().confirmPairing(STANDS);
      assertThat(peer.next("iq").child("pair-device-sign")).isPresent();
      peer.send(Node.named("stream:error").attribute("code", 515).empty());
      events.next(RestartRequired.class);
      events.ends(Cause.ENDED_BY_SERVER);
    }

    @Test
    void inVainItStaysOnShowAndTheRightOneLinks() throws Exception {
      Shown shown = shown();
      CodePairingPhone wrong = phone.types("11111111", shown.hello());
      peer.send(phone.hello(wrong, "ref-1"));
      Node first = peer.nextQuery("md");
      peer.answer(first);
      assertThat(TypingPhone.isOpenedBy(wrong, first)).isFalse();

      CodePairingPhone right = phone.types(shown.code(), shown.hello());
      peer.send(phone.hello(right, "ref-1"));
      Node second = peer.nextQuery("md");
      peer.answer(second);
      peer.send(phone.success(right, second, Devices.JID, Instant.now()));
      events.next(Paired.class);
    }

    @Test
    void threeTimesInVainItIsReplaced() throws Exception {
      Shown shown = shown();
      CodePairingPhone wrong = phone.types("11111111", shown.hello());
      for (int i = 0; i < 3; i++) {
        peer.send(phone.hello(wrong, "ref-1"));
        Node finish = peer.nextQuery("md");
        assertThat(stageOf(finish)).contains("companion_finish");
        peer.answer(finish);
      }
      peer.send(phone.hello(wrong, "ref-1"));
      Node again = peer.nextQuery("md");
      assertThat(stageOf(again)).contains("companion_hello");
      peer.answer(again, TypingPhone.reference("ref-2"));
      assertThat(events.next(PairingCodeShown.class).code()).isNotEqualTo(shown.code());
    }

    @Test
    void forAnotherReferenceItIsAcknowledgedAndLeftAlone() throws Exception {
      Shown shown = shown();
      CodePairingPhone typed = phone.types(shown.code(), shown.hello());
      peer.send(phone.hello(typed, "ref-other"));
      peer.next("ack");
      peer.send(TypingPhone.stage("primary_hello"));
      peer.next("ack");
      peer.send(phone.hello(typed, "ref-1"));
      peer.next("ack");

      Node finish = peer.nextQuery("md");
      assertThat(TypingPhone.isOpenedBy(typed, finish)).isTrue();
    }

    @Test
    void isRefusedIfTheServerRefusesTheFinish() throws Exception {
      Shown shown = shown();
      peer.send(phone.hello(phone.types(shown.code(), shown.hello()), "ref-1"));
      peer.refuse(peer.nextQuery("md"), 404);

      assertThat(events.next(PairingRefused.class).reason()).contains("404");
    }

    @Test
    void isRefusedIfThePhoneVouchesUnderAnotherSecret() throws Exception {
      Shown shown = shown();
      CodePairingPhone typed = phone.types(shown.code(), shown.hello());
      peer.send(phone.hello(typed, "ref-1"));
      Node first = peer.nextQuery("md");
      peer.send(phone.hello(typed, "ref-1"));
      peer.nextQuery("md");
      peer.send(phone.success(typed, first, Devices.JID, Instant.now()));

      assertThat(events.next(PairingRefused.class).reason()).isEqualTo("hmac-mismatch");
    }
  }

  @Nested
  class Refreshed {
    @Test
    void theOldCodeStaysUntilTheServerKnowsTheNewOne() throws Exception {
      Shown shown = shown();
      peer.send(TypingPhone.stage("refresh_code"));
      Node hello = peer.nextQuery("md");
      assertThat(stageOf(hello)).contains("companion_hello");
      assertThat(events.isEmpty()).isTrue();
      peer.answer(hello, TypingPhone.reference("ref-2"));

      String fresh = events.next(PairingCodeShown.class).code();
      assertThat(fresh).isNotEqualTo(shown.code());
      CodePairingPhone typed = phone.types(fresh, hello);
      peer.send(phone.hello(typed, "ref-2"));
      Node finish = peer.nextQuery("md");
      peer.answer(finish);
      peer.send(phone.success(typed, finish, Devices.JID, Instant.now()));
      events.next(Paired.class);
    }

    @Test
    void refusedItSaysSo() throws Exception {
      shown();
      peer.send(TypingPhone.stage("refresh_code"));
      peer.refuse(peer.nextQuery("md"), 429);

      assertThat(events.next(PairingRefused.class).reason()).contains("no more pairing codes");
    }
  }

  @Test
  void aPasskeyIsUnsupportedAndItsRequestAcknowledged() throws Exception {
    shown();
    peer.send(notification("passkey_prologue_request"));

    assertThat(events.next(PairingRefused.class).reason()).contains("passkey, unsupported");
    assertThat(peer.next("ack").attribute("type")).contains("passkey_prologue_request");
  }

  @Test
  void theNumberIsNeverALoginIdentity() throws Exception {
    shown();
    peer.drop();
    events.ends(Cause.LOST);
    var _ = started.orElseThrow().registerByCode(keys, NUMBER, new RecordedEvents());

    assertThat(server.accept().introduction()).isInstanceOf(Registration.class);
  }

  private record Shown(Connection connection, Node hello, String code) {}

  private ScriptedPeer peer;

  private Connection register() {
    NettyWhatsApp whatsApp = fixture.start();
    started = Optional.of(whatsApp);
    return whatsApp.registerByCode(keys, NUMBER, events);
  }

  private Node asked() throws Exception {
    return asked(6);
  }

  private Node asked(int references) throws Exception {
    var _ = register();
    return askedBy(references);
  }

  private Node askedBy(int references) throws Exception {
    peer = server.accept();
    peer.send(pairDevice(references));
    return peer.nextQuery("md");
  }

  private Shown shown() throws Exception {
    Connection connection = register();
    Node hello = askedBy(6);
    peer.answer(hello, TypingPhone.reference("ref-1"));
    return new Shown(connection, hello, events.next(PairingCodeShown.class).code());
  }

  private static Optional<String> stageOf(Node query) {
    return query.child(TypingPhone.TAG).flatMap(content -> content.attribute("stage"));
  }

  private static Node pairDevice(int references) {
    Node[] all = new Node[references];
    Arrays.setAll(all, i -> Node.named("ref").text("qr-" + i));
    return Node.named("iq")
        .attribute("from", Jid.SERVER)
        .attribute("type", "set")
        .attribute("xmlns", "md")
        .attribute("id", "refs")
        .children(Node.named("pair-device").children(all));
  }

  private static Node notification(String type) {
    return Node.named("notification")
        .attribute("from", Jid.SERVER)
        .attribute("type", type)
        .attribute("id", "123")
        .empty();
  }
}
