package io.linkfleet.whatsapp.pairing;

import io.linkfleet.whatsapp.crypto.AesGcm;
import io.linkfleet.whatsapp.crypto.Hkdf;
import io.linkfleet.whatsapp.crypto.PublicKey;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Optional;
import javax.crypto.AEADBadTagException;

/// What the companion sends last when pairing by code, sealed under the ephemeral secret: both
/// identity keys and 32 random bytes. On the wire 32 bytes salt, 12 bytes nonce, 112 bytes sealed.
record KeyBundle(PublicKey companion, PublicKey primary, Contribution contribution) {
  static final int LENGTH = 156;
  private static final int SALT_LENGTH = 32;
  private static final int KEY_LENGTH = 32;
  private static final byte[] NO_BYTES = {};

  /// The companion's 32 random bytes.
  static final class Contribution {
    private final byte[] bytes;

    Contribution(byte[] bytes) {
      this.bytes = bytes;
    }

    byte[] bytes() {
      return bytes;
    }

    @Override
    public String toString() {
      return "[REDACTED]";
    }
  }

  byte[] seal(byte[] ephemeralSecret, SecureRandom random) {
    byte[] salt = new byte[SALT_LENGTH];
    byte[] nonce = new byte[AesGcm.NONCE_LENGTH];
    random.nextBytes(salt);
    random.nextBytes(nonce);
    byte[] plaintext =
        ByteBuffer.allocate(3 * 32)
            .put(companion.toBytes())
            .put(primary.toBytes())
            .put(contribution.bytes())
            .array();
    byte[] sealed = cipher(ephemeralSecret, salt).seal(nonce, NO_BYTES, plaintext);
    return ByteBuffer.allocate(LENGTH).put(salt).put(nonce).put(sealed).array();
  }

  /// Empty if it was sealed under another secret, which is what a wrong code leads to.
  static Optional<KeyBundle> open(byte[] ephemeralSecret, byte[] wrapped) {
    if (wrapped.length != LENGTH) {
      return Optional.empty();
    }
    ByteBuffer in = ByteBuffer.wrap(wrapped);
    byte[] salt = take(in, SALT_LENGTH);
    byte[] nonce = take(in, AesGcm.NONCE_LENGTH);
    try {
      ByteBuffer plaintext =
          ByteBuffer.wrap(cipher(ephemeralSecret, salt).open(nonce, NO_BYTES, in));
      return Optional.of(
          new KeyBundle(
              PublicKey.of(take(plaintext, 32)),
              PublicKey.of(take(plaintext, 32)),
              new Contribution(take(plaintext, 32))));
    } catch (AEADBadTagException e) {
      return Optional.empty();
    }
  }

  /// The secret that from then on stands for what a QR code would have carried.
  byte[] advSecret(byte[] ephemeralSecret, byte[] identitySecret) {
    byte[] secrets =
        ByteBuffer.allocate(3 * 32)
            .put(ephemeralSecret)
            .put(identitySecret)
            .put(contribution.bytes())
            .array();
    return Hkdf.sha256(secrets, NO_BYTES, "adv_secret", AdvSecret.LENGTH);
  }

  private static AesGcm cipher(byte[] ephemeralSecret, byte[] salt) {
    return new AesGcm(
        Hkdf.sha256(
            ephemeralSecret, salt, "link_code_pairing_key_bundle_encryption_key", KEY_LENGTH));
  }

  private static byte[] take(ByteBuffer in, int length) {
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }
}
