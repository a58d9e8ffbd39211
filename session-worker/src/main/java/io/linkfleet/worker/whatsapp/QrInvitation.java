package io.linkfleet.worker.whatsapp;

import io.linkfleet.whatsapp.node.Node;
import io.linkfleet.whatsapp.pairing.QrCode;
import io.linkfleet.worker.device.PairingKeys;
import io.linkfleet.worker.whatsapp.QrRotation.Shown;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.QrCodeShown;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;

/// Shows QR codes, one after the other, until a phone scans one.
final class QrInvitation implements Invitation {
  private static final int ADV_SECRET_LENGTH = 32;

  private final StanzaStream stream;
  private final UnlinkedKeys keys;
  private final String platform;
  private final SecureRandom random;
  private final QrRotation rotation;

  QrInvitation(
      StanzaStream stream,
      UnlinkedKeys keys,
      WhatsAppSettings settings,
      SecureRandom random,
      InstantSource clock) {
    this.stream = stream;
    this.keys = keys;
    this.platform = settings.device().icon().companionPlatform();
    this.random = random;
    this.rotation = new QrRotation(stream, settings.qr(), clock, this::show);
  }

  @Override
  public void handedOut(List<String> references) {
    rotation.start(references);
  }

  private void show(Shown shown) {
    PairingKeys current = keys.current();
    String text =
        QrCode.of(
                shown.reference(),
                current.noise().publicKey(),
                current.identity().publicKey(),
                current.advSecret().toBytes(),
                platform)
            .text();
    stream.emit(new QrCodeShown(text, shown.validUntil()));
  }

  /// `companion_reg_refresh`: the secret on show is to be replaced (whatsapp-rust).
  @Override
  public void notified(Node notification) {
    if (notification.attributeIs("type", "companion_reg_refresh")) {
      byte[] secret = new byte[ADV_SECRET_LENGTH];
      random.nextBytes(secret);
      keys.replaceAdvSecret(secret);
      rotation.shown().ifPresent(this::show);
    }
  }

  @Override
  public void accepted() {
    rotation.stop();
  }
}
