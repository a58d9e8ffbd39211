package io.linkfleet.worker.whatsapp;

import io.linkfleet.whatsapp.crypto.KeyPair;
import io.linkfleet.whatsapp.login.Introduction;
import io.linkfleet.whatsapp.login.Login;
import io.linkfleet.whatsapp.node.Jid;
import io.linkfleet.whatsapp.node.Node;
import io.linkfleet.worker.device.SecretBytes;
import io.linkfleet.worker.pause.Claim;
import io.linkfleet.worker.whatsapp.InfoQueries.Answer;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.Cause;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.Online;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A linked device on a connection: logs in, becomes active, stays supplied with pre-keys, and
/// unlinks when told to.
final class LoginDialogue implements Dialogue {
  private static final Logger LOG = LoggerFactory.getLogger(LoginDialogue.class);

  /// How many backlog stanzas we take at a time. Unanswered, the backlog stalls after a few
  /// (whatsapp-rust, from WhatsApp Web's code).
  private static final int BACKLOG_BATCH = 100;

  private final StanzaStream stream;
  private final CurrentDevice device;
  private final PresentedVersion presented;
  private final Duration patience;
  private final PreKeySupplier preKeys;
  private final Unlink unlink;
  private final Claim claim;
  private boolean loggedIn;
  private Optional<Claim> unlinkAwaitsLogin = Optional.empty();

  LoginDialogue(
      StanzaStream stream,
      CurrentDevice device,
      PresentedVersion presented,
      PreKeySupplier preKeys,
      WhatsAppSettings.Patience patience,
      Claim claim) {
    this.stream = stream;
    this.claim = claim;
    this.device = device;
    this.presented = presented;
    this.patience = patience.query();
    this.preKeys = preKeys;
    this.unlink = new Unlink(stream, device.credentials().jid(), patience.unlink());
  }

  @Override
  public Introduction introduction() {
    return new Login(presented.version(), device.credentials().jid());
  }

  @Override
  public boolean mayIntroduce() {
    return !stream.endedUnless(claim);
  }

  @Override
  public KeyPair noiseKey() {
    return device.credentials().keys().noise();
  }

  @Override
  public byte[] routingInfo() {
    return device
        .credentials()
        .routingInfo()
        .map(SecretBytes::toBytes)
        .orElseGet(() -> new byte[0]);
  }

  @Override
  public void received(Node stanza) {
    switch (stanza.tag()) {
      case "success" -> succeeded(stanza);
      case "ib" -> stanza.children().forEach(this::information);
      case "notification" -> notified(stanza);
      default -> LOG.debug("{} left alone: {}", stream, stanza);
    }
  }

  /// The server may repeat it.
  private void succeeded(Node success) {
    success
        .jid("lid")
        .filter(lid -> lid.server().equals(Jid.LIDS))
        .ifPresent(lid -> device.change(credentials -> credentials.withLid(lid)));
    if (loggedIn) {
      return;
    }
    loggedIn = true;
    unlinkAwaitsLogin.ifPresent(unlink::request);
    preKeys.check();
    stream.queries().set("passive", patience, this::activated, Node.named("active").empty());
  }

  private void activated(Answer answer) {
    switch (answer) {
      case Answer.Result _ -> becameActive();
      case Answer.Failed _ -> stream.end(Cause.ENDED_BY_SERVER);
      case Answer.NoAnswer() -> stream.end(Cause.LOST);
    }
  }

  /// Whoever wanted the login has it; who wants the unlink, too, is served on.
  private void becameActive() {
    stream.emit(new Online());
    if (unlinkAwaitsLogin.isEmpty()) {
      stream.marks().clear();
    }
  }

  private void information(Node child) {
    switch (child.tag()) {
      case "edge_routing" ->
          child
              .bytes("routing_info")
              .map(SecretBytes::of)
              .ifPresent(info -> device.change(credentials -> credentials.withRoutingInfo(info)));
      case "client_expiration" ->
          child
              .number("t")
              .filter(seconds -> seconds >= 0 && seconds <= Instant.MAX.getEpochSecond())
              .ifPresent(seconds -> presented.expires(Instant.ofEpochSecond(seconds)));
      case "offline_preview" -> stream.send(nextBatch());
      default -> LOG.debug("{} left alone: {}", stream, child);
    }
  }

  private static Node nextBatch() {
    return Node.named("ib")
        .children(Node.named("offline_batch").attribute("count", BACKLOG_BATCH).empty());
  }

  private void notified(Node notification) {
    if (notification.attributeIs("type", "encrypt")) {
      notification.child("count").flatMap(count -> count.number("value")).ifPresent(preKeys::left);
    }
  }

  @Override
  public Ending refused(Node failure) {
    return LoginFailures.meaningOf(failure);
  }

  /// A socket that goes away says nothing about the device.
  @Override
  public void lost() {}

  /// Nothing waits for confirmation here.
  @Override
  public void confirmPairing(Claim unused) {}

  @Override
  public void unlink(Claim toUnlink) {
    if (loggedIn) {
      unlink.request(toUnlink);
    } else {
      unlinkAwaitsLogin = Optional.of(toUnlink);
    }
  }
}
