package io.linkfleet.whatsapp.pairing;

import io.linkfleet.whatsapp.crypto.AesCtr;
import io.linkfleet.whatsapp.crypto.Pbkdf2;
import io.linkfleet.whatsapp.crypto.PublicKey;
import java.nio.ByteBuffer;
import java.security.SecureRandom;

/// An ephemeral public key hidden under the pairing code: 32 bytes salt, 16 bytes counter block,
/// 32 bytes ciphertext. Who has another code reads another key and learns nothing.
final class WrappedKey {
  static final int LENGTH = 80;
  private static final int SALT_LENGTH = 32;
  private static final int IV_LENGTH = 16;
  private static final int KEY_LENGTH = 32;

  /// As whatsmeow and Baileys have it; about a tenth of a second of one core.
  private static final int ITERATIONS = 131_072;

  private WrappedKey() {}

  static byte[] wrap(PairingCode code, PublicKey ephemeral, SecureRandom random) {
    byte[] salt = new byte[SALT_LENGTH];
    byte[] iv = new byte[IV_LENGTH];
    random.nextBytes(salt);
    random.nextBytes(iv);
    byte[] hidden = AesCtr.apply(key(code, salt), iv, ephemeral.toBytes());
    return ByteBuffer.allocate(LENGTH).put(salt).put(iv).put(hidden).array();
  }

  static PublicKey unwrap(PairingCode code, byte[] wrapped) {
    if (wrapped.length != LENGTH) {
      throw new IllegalArgumentException("a wrapped key has 80 bytes, not " + wrapped.length);
    }
    ByteBuffer in = ByteBuffer.wrap(wrapped);
    byte[] salt = new byte[SALT_LENGTH];
    byte[] iv = new byte[IV_LENGTH];
    byte[] hidden = new byte[PublicKey.LENGTH];
    in.get(salt).get(iv).get(hidden);
    return PublicKey.of(AesCtr.apply(key(code, salt), iv, hidden));
  }

  private static byte[] key(PairingCode code, byte[] salt) {
    return Pbkdf2.sha256(code.characters(), salt, ITERATIONS, KEY_LENGTH);
  }
}
