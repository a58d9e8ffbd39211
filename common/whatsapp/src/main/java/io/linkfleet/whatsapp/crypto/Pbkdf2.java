package io.linkfleet.whatsapp.crypto;

import java.security.GeneralSecurityException;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/// Slow key derivation from the short code of pairing by phone number.
public final class Pbkdf2 {
  private Pbkdf2() {}

  /// PBKDF2-HMAC-SHA256 of an ASCII password.
  public static byte[] sha256(String password, byte[] salt, int iterations, int length) {
    PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, iterations, length * Byte.SIZE);
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("PBKDF2WithHmacSHA256 is part of the JDK", e);
    } finally {
      spec.clearPassword();
    }
  }
}
