package io.linkfleet.worker.whatsapp;

import io.linkfleet.whatsapp.crypto.KeyPair;
import io.linkfleet.whatsapp.login.ClientVersion;
import io.linkfleet.whatsapp.login.DeviceAppearance;
import io.linkfleet.whatsapp.login.Introduction;
import io.linkfleet.whatsapp.login.Registration;
import io.linkfleet.whatsapp.login.SignedPreKey;
import io.linkfleet.whatsapp.node.Node;
import io.linkfleet.worker.device.PairingKeys;
import io.linkfleet.worker.pause.Claim;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.PairingRefused;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.RestartRequired;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.UnlinkFailed;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A device that is not linked yet: invites a phone, checks what the phone states, and
/// confirms once its credentials are stored.
final class PairingDialogue implements Dialogue {
  private static final Logger LOG = LoggerFactory.getLogger(PairingDialogue.class);

  /// Notifications that begin pairing by passkey, which needs an authenticator we do not have.
  private static final Set<String> PASSKEY =
      Set.of("passkey_prologue_request", "crsc_continuation");

  private final StanzaStream stream;
  private final UnlinkedKeys keys;
  private final Invitation invitation;
  private final ClientVersion version;
  private final DeviceAppearance appearance;
  private final SecureRandom random;
  private Optional<PairSuccess.Accepted> accepted = Optional.empty();
  private boolean confirmed;

  PairingDialogue(
      StanzaStream stream,
      UnlinkedKeys keys,
      Invitation invitation,
      ClientVersion version,
      DeviceAppearance appearance,
      SecureRandom random) {
    this.stream = stream;
    this.keys = keys;
    this.invitation = invitation;
    this.version = version;
    this.appearance = appearance;
    this.random = random;
  }

  @Override
  public Introduction introduction() {
    PairingKeys current = keys.current();
    return new Registration(
        version,
        current.registrationId(),
        current.identity().publicKey(),
        new SignedPreKey(
            current.signedPreKeyId(),
            current.signedPreKey().publicKey(),
            current.signedPreKeySignature().toBytes()),
        appearance);
  }

  /// Fresh keys throw nobody out.
  @Override
  public boolean mayIntroduce() {
    return true;
  }

  @Override
  public KeyPair noiseKey() {
    return keys.current().noise();
  }

  @Override
  public byte[] routingInfo() {
    return new byte[0];
  }

  @Override
  public void received(Node stanza) {
    switch (stanza.tag()) {
      case "iq" -> {
        stanza.child("pair-device").ifPresent(pairDevice -> handedOut(stanza, pairDevice));
        stanza.child("pair-success").ifPresent(_ -> vouched(stanza));
      }
      case "notification" -> notified(stanza);
      case "ib" -> {
        if (stanza.child("downgrade_webclient").isPresent()) {
          stream.emit(new PairingRefused("the phone does not know linked devices"));
        }
      }
      default -> LOG.debug("{} left alone: {}", stream, stanza);
    }
  }

  /// Acknowledged at once: the server takes a late answer for none.
  private void handedOut(Node iq, Node pairDevice) {
    stream.send(Replies.result(iq).empty());
    List<String> references =
        pairDevice.children("ref").stream().flatMap(ref -> ref.text().stream()).toList();
    if (!references.isEmpty() && accepted.isEmpty()) {
      invitation.handedOut(references);
    }
  }

  private void vouched(Node iq) {
    if (accepted.isPresent()) {
      return;
    }
    switch (PairSuccess.judge(iq, keys.current(), random)) {
      case PairSuccess.Accepted good -> {
        invitation.accepted();
        accepted = Optional.of(good);
        stream.emit(new WhatsAppEvent.Paired(good.device()));
      }
      case PairSuccess.Refused(var reason) -> {
        LOG.warn("{} pairing refused: {}", stream, reason.text());
        stream.send(Replies.error(iq, reason.code(), reason.text()));
        stream.emit(new PairingRefused(reason.text()));
      }
    }
  }

  private void notified(Node notification) {
    if (accepted.isPresent()) {
      return;
    }
    if (PASSKEY.contains(notification.attribute("type").orElse(""))) {
      LOG.warn("{} the account asks for a passkey", stream);
      stream.emit(new PairingRefused("pairing needs a passkey, unsupported"));
    } else {
      invitation.notified(notification);
    }
  }

  @Override
  public void confirmPairing(Claim claim) {
    if (accepted.isPresent() && !confirmed && !stream.endedUnless(claim)) {
      confirmed = true;
      stream.send(accepted.get().confirmation());
    }
  }

  @Override
  public Ending refused(Node failure) {
    return LoginFailures.ofRegistration(failure);
  }

  /// Once we confirmed, the server may close without asking for the restart; it means the same.
  @Override
  public void lost() {
    if (confirmed) {
      stream.emit(new RestartRequired());
    }
  }

  /// Nothing is linked on this connection that could be unlinked.
  @Override
  public void unlink(Claim claim) {
    stream.emit(new UnlinkFailed(Optional.empty()));
  }
}
