package io.linkfleet.worker.whatsapp;

import static io.linkfleet.worker.whatsapp.ClientFixture.STANDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.linkfleet.whatsapp.crypto.KeyPair;
import io.linkfleet.whatsapp.login.ClientVersion;
import io.linkfleet.whatsapp.login.Login;
import io.linkfleet.whatsapp.node.Jid;
import io.linkfleet.whatsapp.node.Node;
import io.linkfleet.whatsapp.node.NodeBuilder;
import io.linkfleet.worker.device.DeviceCredentials;
import io.linkfleet.worker.device.SecretBytes;
import io.linkfleet.worker.whatsapp.ScriptedServer.Manner;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.Cause;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.CredentialsChanged;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.DeviceUnlinked;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.Evidence;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.LoginRefused;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.Online;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.Refusal;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.StreamReplaced;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.UnlinkFailed;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.net.ServerSocket;
import java.net.URI;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class LoginTest {
  private static final Node COUNT_ENOUGH = Node.named("count").attribute("value", 800).empty();

  private final ScriptedServer server = new ScriptedServer();
  private final DeviceCredentials device = Devices.linked(new SecureRandom());
  private final RecordedEvents events = new RecordedEvents();
  private ClientFixture fixture = ClientFixture.of(server);
  private Optional<NettyWhatsApp> started = Optional.empty();

  @AfterEach
  void stop() {
    started.ifPresent(NettyWhatsApp::close);
    server.close();
  }

  @Nested
  class OnTheWay {
    @Test
    void namesTheDeviceAndProvesItsKey() throws Exception {
      login();

      assertThat(server.accept().introduction())
          .isEqualTo(new Login(ClientVersion.parse("2.3000.1045649367"), Devices.JID));
    }

    @Test
    void bringsTheRoutingInformationOfLastTime() throws Exception {
      SecretBytes info = SecretBytes.of(new byte[] {8, 2, 8, 5});
      var _ = whatsApp().login(device.withRoutingInfo(info), STANDS, events);

      assertThat(server.accept().routingInfo()).isEqualTo(info.toBytes());
    }

    @Test
    void trustsNoOtherRoot() throws Exception {
      KeyPair other = KeyPair.generate(new SecureRandom());
      fixture = fixture.withRootKey(HexFormat.of().formatHex(other.publicKey().toBytes()));
      login();

      events.ends(Cause.HANDSHAKE_FAILED);
    }

    @Test
    void doesNotWaitForAHandshakeForEver() throws Exception {
      server.behave(Manner.NEVER_ANSWERS);
      fixture = fixture.withLittlePatience();
      login();

      events.ends(Cause.HANDSHAKE_FAILED);
    }

    @Test
    void givesUpOnAGarbledHandshake() throws Exception {
      server.behave(Manner.ANSWERS_GARBAGE);
      login();

      events.ends(Cause.HANDSHAKE_FAILED);
    }

    @Test
    void findsNobodyAtAClosedPort() throws Exception {
      int port;
      try (ServerSocket free = new ServerSocket(0)) {
        port = free.getLocalPort();
      }
      fixture = fixture.withUrl(URI.create("ws://127.0.0.1:" + port + "/ws/chat"));
      login();

      events.ends(Cause.UNREACHABLE);
    }

    @Test
    void findsNobodyUnderAnUnknownNameOrPath() throws Exception {
      fixture = fixture.withUrl(URI.create("ws://nobody.invalid/ws/chat"));
      login();
      events.ends(Cause.UNREACHABLE);

      RecordedEvents others = new RecordedEvents();
      String elsewhere = server.url().toString().replace("chat", "other");
      try (NettyWhatsApp other = fixture.withUrl(URI.create(elsewhere)).start()) {
        var _ = other.login(device, STANDS, others);
        others.ends(Cause.UNREACHABLE);
      }
    }

    @Test
    void closesAtOnceWhenToldBeforeItGotAnywhere() throws Exception {
      server.behave(Manner.NEVER_ANSWERS);
      login().close();

      events.ends(Cause.CLOSED_BY_US);
    }
  }

  @Nested
  class Succeeding {
    @Test
    void isOnlineOnceActiveWhetherPreKeysAreUploadedOrNot() throws Exception {
      login();
      ScriptedPeer peer = server.accept();
      peer.send(success(Devices.LID));

      Node count = peer.nextQuery("encrypt");
      Node active = peer.nextQuery("passive");
      assertThat(count.child("count")).isPresent();
      assertThat(active.child("active")).isPresent();
      assertThat(active.jid("to")).contains(Jid.SERVER);
      peer.answer(active);

      events.next(Online.class);
    }

    @Test
    void isOnlineOnceHoweverOftenTheServerSaysSuccess() throws Exception {
      ScriptedPeer peer = online();

      peer.send(success(Devices.LID));
      peer.send(Node.STREAM_END);

      events.ends(Cause.ENDED_BY_SERVER);
    }

    @Test
    void learnsALidItDidNotKnow() throws Exception {
      login();
      Jid moved = Jid.parse("4711:17@lid");
      server.accept().send(success(moved));

      assertThat(events.next(CredentialsChanged.class).device().lid()).contains(moved);
    }

    @Test
    void uploadsPreKeysWhenFewAreLeftAndTellsTheNextIdFirst() throws Exception {
      login();
      ScriptedPeer peer = server.accept();
      peer.send(success(Devices.LID));
      peer.answer(peer.nextQuery("encrypt"), Node.named("count").attribute("value", 0).empty());

      assertThat(events.next(CredentialsChanged.class).device().nextPreKeyId()).isEqualTo(7);
      Node upload = peer.nextQuery("encrypt");
      assertThat(upload.child("list").orElseThrow().children("key")).hasSize(6);
      assertThat(upload.bytes("identity"))
          .hasValueSatisfying(
              key -> assertThat(key).isEqualTo(device.keys().identity().publicKey().toBytes()));
    }

    @Test
    void uploadsMoreWhenToldThatFewAreLeft() throws Exception {
      ScriptedPeer peer = online();
      peer.send(
          notification("encrypt").children(Node.named("count").attribute("value", 4).empty()));

      assertThat(peer.next("ack").attribute("class")).contains("notification");
      assertThat(peer.nextQuery("encrypt").child("list")).isPresent();
    }

    @Test
    void endsWhenItMayNotBecomeActive() throws Exception {
      login();
      ScriptedPeer peer = server.accept();
      peer.send(success(Devices.LID));
      peer.refuse(peer.nextQuery("passive"), 503);

      events.ends(Cause.ENDED_BY_SERVER);
    }
  }

  @Nested
  class BeingRefused {
    @Test
    void meansUnlinkedFor401() throws Exception {
      refuse(401);

      assertThat(events.next(DeviceUnlinked.class).evidence()).isEqualTo(Evidence.LOGIN_REFUSED);
      events.ends(Cause.ENDED_BY_SERVER);
    }

    @Test
    void keepsTheDeviceForAnythingElse() throws Exception {
      refuse(405);

      assertThat(events.next(LoginRefused.class).refusal()).isEqualTo(Refusal.CLIENT_OUTDATED);
      events.ends(Cause.ENDED_BY_SERVER);
    }

    private void refuse(int reason) throws InterruptedException {
      login();
      server.accept().send(Node.named("failure").attribute("reason", reason).empty());
    }
  }

  @Nested
  class WhileOnline {
    @Test
    void answersPingsWithAndWithoutId() throws Exception {
      ScriptedPeer peer = online();
      peer.send(ping().attribute("id", "77").empty());
      peer.send(ping().empty());

      assertThat(peer.next("iq").attribute("id")).contains("77");
      assertThat(peer.next("iq").attribute("id")).isEmpty();
    }

    @Test
    void acknowledgesEveryStanzaThatWantsIt() throws Exception {
      ScriptedPeer peer = online();
      peer.send(
          Node.named("message")
              .attribute("id", "3EB0")
              .attribute("from", Jid.parse("5511888880001@s.whatsapp.net"))
              .attribute("type", "text")
              .children(Node.named("enc").bytes(new byte[] {1})));
      peer.send(notification("account_sync").empty());

      assertThat(peer.next("ack").attribute("class")).contains("message");
      assertThat(peer.next("ack").attribute("type")).contains("account_sync");
    }

    @Test
    void remembersRoutingInformationAndAsksForTheBacklog() throws Exception {
      ScriptedPeer peer = online();
      peer.send(
          Node.named("ib")
              .children(
                  Node.named("edge_routing")
                      .children(Node.named("routing_info").bytes(new byte[] {8, 5})),
                  Node.named("offline_preview").attribute("count", 12).empty(),
                  Node.named("dirty").attribute("type", "groups").empty()));

      assertThat(events.next(CredentialsChanged.class).device().routingInfo())
          .contains(SecretBytes.of(new byte[] {8, 5}));
      assertThat(peer.next("ib").child("offline_batch").orElseThrow().attribute("count"))
          .contains("100");
    }

    @Test
    void sendsKeepAlivesForAsLongAsTheyAreAnswered() throws Exception {
      fixture = fixture.withQuickKeepAlive();
      ScriptedPeer peer = online();

      for (int i = 0; i < 3; i++) {
        peer.answer(peer.nextQuery("w:p"));
      }
      peer.nextQuery("w:p");

      events.ends(Cause.KEEP_ALIVE_UNANSWERED);
    }

    @Test
    void isLostWithItsSocket() throws Exception {
      online().drop();

      events.ends(Cause.LOST);
    }

    @Test
    void saysGoodbyeWhenClosed() throws Exception {
      Connection connection = login();
      ScriptedPeer peer = completeLogin();
      connection.close();
      connection.close();

      peer.next("xmlstreamend");
      assertThat(peer.isClosedByClient()).isTrue();
      events.ends(Cause.CLOSED_BY_US);
    }

    @Test
    void tellsWhenAnotherConnectionHoldsItsKeys() throws Exception {
      online().send(streamError(Node.named("conflict").attribute("type", "replaced").empty()));

      events.next(StreamReplaced.class);
      events.ends(Cause.ENDED_BY_SERVER);
    }

    @Test
    void skipsAStanzaItCannotReadButNotAFrame() throws Exception {
      ScriptedPeer peer = online();
      peer.sendPlaintext(new byte[] {0, (byte) 0xF8, 7});
      peer.send(ping().attribute("id", "still here").empty());
      assertThat(peer.next("iq").attribute("id")).contains("still here");

      peer.sendRaw(new byte[] {0, 0, 17, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
      events.ends(Cause.PROTOCOL_ERROR);
    }

    @Test
    void boundsWhatComes() throws Exception {
      online().sendRaw(new byte[] {(byte) 0xFF, (byte) 0xFF, (byte) 0xFF});

      events.ends(Cause.PROTOCOL_ERROR);
    }

    @Test
    void speaksNoText() throws Exception {
      online().sendText(new TextWebSocketFrame("hello"));

      events.ends(Cause.PROTOCOL_ERROR);
    }
  }

  @Nested
  class Unlinking {
    @Test
    void namesTheDeviceItselfAndIsDoneWhenAcknowledged() throws Exception {
      Connection connection = login();
      ScriptedPeer peer = completeLogin();
      connection.unlink(STANDS);
      Node request = peer.nextQuery("md");
      Node removal = request.child("remove-companion-device").orElseThrow();
      peer.answer(request);

      assertThat(removal.jid("jid")).contains(Devices.JID);
      assertThat(removal.attribute("reason")).contains("user_initiated");
      assertThat(events.next(DeviceUnlinked.class).evidence()).isEqualTo(Evidence.ACKNOWLEDGED);
    }

    @Test
    void isToldOnceWhenTheStreamEndsAsWell() throws Exception {
      Connection connection = login();
      ScriptedPeer peer = completeLogin();
      connection.unlink(STANDS);
      peer.answer(peer.nextQuery("md"));
      peer.send(deviceRemoved());

      events.next(DeviceUnlinked.class);
      events.ends(Cause.ENDED_BY_SERVER);
    }

    @Test
    void isDoneWhenTheStreamEndsInsteadOfAnAnswer() throws Exception {
      Connection connection = login();
      ScriptedPeer peer = completeLogin();
      connection.unlink(STANDS);
      peer.nextQuery("md");
      peer.send(deviceRemoved());

      assertThat(events.next(DeviceUnlinked.class).evidence()).isEqualTo(Evidence.DEVICE_REMOVED);
      events.ends(Cause.ENDED_BY_SERVER);
    }

    @Test
    void isNotDoneByAnErrorOrSilence() throws Exception {
      fixture = fixture.withLittlePatience();
      Connection connection = login();
      ScriptedPeer peer = completeLogin();
      connection.unlink(STANDS);
      peer.refuse(peer.nextQuery("md"), 429);
      assertThat(events.next(UnlinkFailed.class).code()).contains(429);

      connection.unlink(STANDS);
      peer.nextQuery("md");
      assertThat(events.next(UnlinkFailed.class).code()).isEmpty();
    }

    @Test
    void asksOnceHoweverOftenItIsCalled() throws Exception {
      Connection connection = login();
      ScriptedPeer peer = completeLogin();
      connection.unlink(STANDS);
      connection.unlink(STANDS);
      peer.nextQuery("md");
      peer.send(ping().attribute("id", "next").empty());

      assertThat(peer.next("iq").attribute("id")).contains("next");
    }

    @Test
    void waitsForTheLogin() throws Exception {
      Connection connection = login();
      ScriptedPeer peer = server.accept();
      connection.unlink(STANDS);
      peer.send(success(Devices.LID));

      assertThat(peer.nextQuery("md").child("remove-companion-device")).isPresent();
    }

    @Test
    void isNoFactWhenTheSocketGoesAway() throws Exception {
      Connection connection = login();
      ScriptedPeer peer = completeLogin();
      connection.unlink(STANDS);
      peer.nextQuery("md");
      peer.drop();

      events.ends(Cause.LOST);
    }

    private Node deviceRemoved() {
      return Node.named("stream:error")
          .attribute("code", 401)
          .children(Node.named("conflict").attribute("type", "device_removed").empty());
    }
  }

  private NettyWhatsApp whatsApp() {
    NettyWhatsApp whatsApp = fixture.start();
    started = Optional.of(whatsApp);
    return whatsApp;
  }

  private Connection login() {
    return whatsApp().login(device, STANDS, events);
  }

  private ScriptedPeer online() throws InterruptedException {
    login();
    return completeLogin();
  }

  private ScriptedPeer completeLogin() throws InterruptedException {
    ScriptedPeer peer = server.accept();
    peer.send(success(Devices.LID));
    peer.answer(peer.nextQuery("encrypt"), COUNT_ENOUGH);
    peer.answer(peer.nextQuery("passive"));
    events.next(Online.class);
    return peer;
  }

  private static Node success(Jid lid) {
    return Node.named("success").attribute("t", 1_800_000_000L).attribute("lid", lid).empty();
  }

  private static NodeBuilder ping() {
    return Node.named("iq")
        .attribute("from", Jid.SERVER)
        .attribute("type", "get")
        .attribute("xmlns", "urn:xmpp:ping");
  }

  private static NodeBuilder notification(String type) {
    return Node.named("notification")
        .attribute("from", Jid.SERVER)
        .attribute("type", type)
        .attribute("id", "123");
  }

  private static Node streamError(Node... children) {
    return Node.named("stream:error").children(children);
  }
}
