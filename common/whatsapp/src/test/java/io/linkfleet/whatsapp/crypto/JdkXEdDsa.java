package io.linkfleet.whatsapp.crypto;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;

/// XEdDSA verification by the JDK's Ed25519, to check signatures against code that isn't ours.
final class JdkXEdDsa {
  private static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));

  private JdkXEdDsa() {}

  static boolean verify(PublicKey key, byte[] message, byte[] signature)
      throws GeneralSecurityException {
    BigInteger u = littleEndian(key.toBytes());
    BigInteger y = u.subtract(BigInteger.ONE).multiply(u.add(BigInteger.ONE).modInverse(P)).mod(P);
    boolean xOdd = (signature[63] & 0x80) != 0;
    byte[] plain = signature.clone();
    plain[63] &= 0x7F;
    Signature ed25519 = Signature.getInstance("Ed25519");
    ed25519.initVerify(
        KeyFactory.getInstance("Ed25519")
            .generatePublic(
                new EdECPublicKeySpec(NamedParameterSpec.ED25519, new EdECPoint(xOdd, y))));
    ed25519.update(message);
    return ed25519.verify(plain);
  }

  private static BigInteger littleEndian(byte[] bytes) {
    byte[] reversed = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      reversed[i] = bytes[bytes.length - 1 - i];
    }
    return new BigInteger(1, reversed);
  }
}
