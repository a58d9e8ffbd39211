package io.linkfleet.whatsapp.noise;

import io.linkfleet.whatsapp.crypto.AesGcm;
import io.linkfleet.whatsapp.crypto.Hkdf;
import io.linkfleet.whatsapp.crypto.KeyPair;
import io.linkfleet.whatsapp.crypto.PublicKey;
import io.linkfleet.whatsapp.crypto.Sha256;
import io.linkfleet.whatsapp.frame.Intro;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;

/// Hash, chaining key and cipher of a handshake under way; the same on both sides.
final class SymmetricState {
  private static final int KEY_LENGTH = 32;
  private static final byte[] NO_BYTES = {};

  /// 28 characters and 4 zero bytes: exactly a hash long, and therefore used unhashed.
  private static final byte[] PROTOCOL =
      Arrays.copyOf("Noise_XX_25519_AESGCM_SHA256".getBytes(StandardCharsets.US_ASCII), KEY_LENGTH);

  /// Longer than a hash, and therefore used hashed.
  private static final byte[] FALLBACK_PROTOCOL =
      Sha256.digest("Noise_XXfallback_25519_AESGCM_SHA256".getBytes(StandardCharsets.US_ASCII));

  private byte[] hash;
  private byte[] chainingKey;
  private AesGcm cipher;
  private int counter;

  private SymmetricState(byte[] protocol) {
    hash = protocol;
    chainingKey = protocol;
    cipher = new AesGcm(protocol);
    authenticate(Intro.prologue());
  }

  static SymmetricState full() {
    return new SymmetricState(PROTOCOL);
  }

  /// For a client that tried to resume and is answered with the full handshake instead; the same
  /// steps under another name (observed in zapo 0.3.0, which is modelled on WhatsApp Web).
  static SymmetricState fallback() {
    return new SymmetricState(FALLBACK_PROTOCOL);
  }

  void authenticate(byte[] bytes) {
    hash = Sha256.digest(hash, bytes);
  }

  void mix(KeyPair ours, PublicKey theirs) throws HandshakeException {
    byte[] secret;
    try {
      secret = ours.agree(theirs);
    } catch (InvalidKeyException e) {
      throw new HandshakeException(HandshakeException.Reason.MALFORMED, "unusable public key", e);
    }
    byte[] keys = Hkdf.sha256(secret, chainingKey, NO_BYTES, 2 * KEY_LENGTH);
    chainingKey = Arrays.copyOf(keys, KEY_LENGTH);
    cipher = new AesGcm(Arrays.copyOfRange(keys, KEY_LENGTH, 2 * KEY_LENGTH));
    counter = 0;
  }

  byte[] encrypt(byte[] plaintext) {
    byte[] sealed = cipher.seal(Nonce.of(counter++), hash, plaintext);
    authenticate(sealed);
    return sealed;
  }

  byte[] decrypt(byte[] sealed) throws HandshakeException {
    try {
      byte[] plaintext = cipher.open(Nonce.of(counter++), hash, sealed);
      authenticate(sealed);
      return plaintext;
    } catch (AEADBadTagException e) {
      throw new HandshakeException(
          HandshakeException.Reason.DECRYPTION, "a part can't be decrypted", e);
    }
  }

  Transport clientTransport() {
    byte[] keys = split();
    return new Transport(firstOf(keys), secondOf(keys));
  }

  Transport serverTransport() {
    byte[] keys = split();
    return new Transport(secondOf(keys), firstOf(keys));
  }

  private byte[] split() {
    return Hkdf.sha256(NO_BYTES, chainingKey, NO_BYTES, 2 * KEY_LENGTH);
  }

  private static AesGcm firstOf(byte[] keys) {
    return new AesGcm(Arrays.copyOf(keys, KEY_LENGTH));
  }

  private static AesGcm secondOf(byte[] keys) {
    return new AesGcm(Arrays.copyOfRange(keys, KEY_LENGTH, 2 * KEY_LENGTH));
  }
}
