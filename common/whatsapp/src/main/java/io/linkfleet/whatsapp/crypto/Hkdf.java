package io.linkfleet.whatsapp.crypto;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;

/// RFC 5869 by the JDK.
public final class Hkdf {
  private Hkdf() {}

  /// HKDF-SHA256, extract then expand. An empty salt means 32 zero bytes (RFC 5869); an empty
  /// secret is allowed, the split that ends a Noise handshake needs it.
  public static byte[] sha256(byte[] secret, byte[] salt, byte[] info, int length) {
    HKDFParameterSpec spec =
        HKDFParameterSpec.ofExtract().addIKM(secret).addSalt(salt).thenExpand(info, length);
    try {
      return KDF.getInstance("HKDF-SHA256").deriveData(spec);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HKDF-SHA256 is part of the JDK", e);
    }
  }

  /// As the other form, with an ASCII info text.
  public static byte[] sha256(byte[] secret, byte[] salt, String info, int length) {
    return sha256(secret, salt, info.getBytes(StandardCharsets.US_ASCII), length);
  }
}
