package io.linkfleet.whatsapp.crypto;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPrivateKeySpec;
import java.security.spec.XECPublicKeySpec;
import javax.crypto.KeyAgreement;

/// RFC 7748 on raw bytes, by the JDK.
final class X25519 {
  static final int LENGTH = 32;
  private static final byte[] BASE_POINT = new byte[LENGTH];

  static {
    BASE_POINT[0] = 9;
  }

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
    try {
      return agree(privateKey, BASE_POINT);
    } catch (InvalidKeyException e) {
      throw new AssertionError("the base point is a valid key", e);
    }
  }

  static byte[] agree(byte[] privateKey, byte[] publicKey) throws InvalidKeyException {
    try {
      KeyFactory keys = KeyFactory.getInstance("X25519");
      KeyAgreement agreement = KeyAgreement.getInstance("X25519");
      agreement.init(
          keys.generatePrivate(new XECPrivateKeySpec(NamedParameterSpec.X25519, privateKey)));
      agreement.doPhase(
          keys.generatePublic(
              new XECPublicKeySpec(NamedParameterSpec.X25519, littleEndian(publicKey))),
          true);
      return agreement.generateSecret();
    } catch (InvalidKeyException e) {
      throw e;
    } catch (GeneralSecurityException e) {
      throw new InvalidKeyException("not a usable X25519 key", e);
    }
  }

  /// The u coordinate; its highest bit is ignored, as RFC 7748 section 5 asks.
  private static BigInteger littleEndian(byte[] publicKey) {
    byte[] bigEndian = new byte[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      bigEndian[i] = publicKey[LENGTH - 1 - i];
    }
    bigEndian[0] &= 0x7F;
    return new BigInteger(1, bigEndian);
  }
}
