package io.linkfleet.whatsapp.crypto;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Counter mode, used only to wrap ephemeral keys under the pairing code.
public final class AesCtr {
  private AesCtr() {}

  /// AES-256-CTR, which is its own inverse. It protects no integrity.
  public static byte[] apply(byte[] key, byte[] iv, byte[] input) {
    try {
      Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
      cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv));
      return cipher.doFinal(input);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-CTR can't encrypt", e);
    }
  }
}
