package io.linkfleet.whatsapp.crypto;

import java.security.InvalidKeyException;

/// RFC 7748 on raw bytes, by Bouncy Castle's arithmetic, which needs half of the JDK's time for
/// what a login computes.
final class X25519 {
  static final int LENGTH = 32;

  private X25519() {}

  static void clamp(byte[] privateKey) {
    if (privateKey.length != LENGTH) {
      throw new IllegalArgumentException("a private key has 32 bytes, not " + privateKey.length);
    }
    privateKey[0] &= (byte) 0xF8;
    privateKey[31] &= 0x7F;
    privateKey[31] |= 0x40;
  }

  static byte[] publicOf(byte[] privateKey) {
    byte[] publicKey = new byte[LENGTH];
    org.bouncycastle.math.ec.rfc7748.X25519.generatePublicKey(privateKey, 0, publicKey, 0);
    return publicKey;
  }

  static byte[] agree(byte[] privateKey, byte[] publicKey) throws InvalidKeyException {
    byte[] secret = new byte[LENGTH];
    if (!org.bouncycastle.math.ec.rfc7748.X25519.calculateAgreement(
        privateKey, 0, publicKey, 0, secret, 0)) {
      throw new InvalidKeyException("a point of small order is no usable X25519 key");
    }
    return secret;
  }
}
