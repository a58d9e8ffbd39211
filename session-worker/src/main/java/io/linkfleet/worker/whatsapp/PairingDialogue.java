package io.linkfleet.worker.whatsapp;

import io.linkfleet.whatsapp.crypto.KeyPair;
import io.linkfleet.whatsapp.login.ClientVersion;
import io.linkfleet.whatsapp.login.Introduction;
import io.linkfleet.whatsapp.login.Registration;
import io.linkfleet.whatsapp.login.SignedPreKey;
import io.linkfleet.whatsapp.node.Node;
import io.linkfleet.whatsapp.pairing.QrCode;
import io.linkfleet.worker.device.PairingKeys;
import io.linkfleet.worker.device.SecretBytes;
import io.linkfleet.worker.whatsapp.QrRotation.Shown;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.PairingRefused;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.QrCodeShown;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.RestartRequired;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.UnlinkFailed;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A device that is not linked yet: shows codes until a phone scans one, checks what the phone
/// states, and confirms once its credentials are stored.
final class PairingDialogue implements Dialogue {
  private static final Logger LOG = LoggerFactory.getLogger(PairingDialogue.class);
  private static final int ADV_SECRET_LENGTH = 32;

  /// Notifications that begin pairing by passkey, which needs an authenticator we do not have.
  private static final Set<String> PASSKEY =
      Set.of("passkey_prologue_request", "crsc_continuation");

  private final StanzaStream stream;
  private final ClientVersion version;
  private final WhatsAppSettings settings;
  private final SecureRandom random;
  private final QrRotation rotation;
  private PairingKeys keys;
  private Optional<PairSuccess.Accepted> accepted = Optional.empty();
  private boolean confirmed;

  PairingDialogue(
      StanzaStream stream,
      PairingKeys keys,
      ClientVersion version,
      WhatsAppSettings settings,
      SecureRandom random,
      InstantSource clock) {
    this.stream = stream;
    this.keys = keys;
    this.version = version;
    this.settings = settings;
    this.random = random;
    this.rotation = new QrRotation(stream, settings.qr(), clock, this::show);
  }

  @Override
  public Introduction introduction() {
    return new Registration(
        version,
        keys.registrationId(),
        keys.identity().publicKey(),
        new SignedPreKey(
            keys.signedPreKeyId(),
            keys.signedPreKey().publicKey(),
            keys.signedPreKeySignature().toBytes()),
        settings.device().appearance());
  }

  @Override
  public KeyPair noiseKey() {
    return keys.noise();
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
        stanza.child("pair-success").ifPresent(_ -> scanned(stanza));
      }
      case "notification" -> notified(stanza.attribute("type").orElse(""));
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
      rotation.start(references);
    }
  }

  private void show(Shown shown) {
    String text =
        QrCode.of(
                shown.reference(),
                keys.noise().publicKey(),
                keys.identity().publicKey(),
                keys.advSecret().toBytes(),
                settings.device().icon().companionPlatform())
            .text();
    stream.emit(new QrCodeShown(text, shown.validUntil()));
  }

  private void scanned(Node iq) {
    if (accepted.isPresent()) {
      return;
    }
    switch (PairSuccess.judge(iq, keys, random)) {
      case PairSuccess.Accepted good -> {
        rotation.stop();
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

  private void notified(String type) {
    if (type.equals("companion_reg_refresh")) {
      byte[] secret = new byte[ADV_SECRET_LENGTH];
      random.nextBytes(secret);
      keys = keys.withAdvSecret(SecretBytes.of(secret));
      rotation.shown().ifPresent(this::show);
    } else if (PASSKEY.contains(type)) {
      stream.emit(new PairingRefused("pairing needs a passkey"));
    }
  }

  @Override
  public void confirmPairing() {
    if (accepted.isPresent() && !confirmed) {
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
  public void unlink() {
    stream.emit(new UnlinkFailed(Optional.empty()));
  }
}
