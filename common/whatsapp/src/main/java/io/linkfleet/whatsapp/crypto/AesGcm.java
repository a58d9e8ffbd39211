package io.linkfleet.whatsapp.crypto;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.Provider;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// AES-256-GCM with 12-byte nonces and the 16-byte tag appended to the ciphertext.
///
/// Holds the key alone: a cipher lives only for one call, because thousands of connections keep
/// one of these each.
public final class AesGcm {
  /// What a ciphertext is longer than its plaintext, in bytes.
  public static final int TAG_LENGTH = 16;

  /// Nonce length in bytes.
  public static final int NONCE_LENGTH = 12;

  private static final int KEY_LENGTH = 32;
  private static final String ALGORITHM = "AES/GCM/NoPadding";

  /// Looked for once: to ask every provider of the JDK costs as much as to seal a stanza.
  private static final Provider PROVIDER = provider();

  private final SecretKey key;

  private static Provider provider() {
    try {
      return Cipher.getInstance(ALGORITHM).getProvider();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has AES-GCM", e);
    }
  }

  /// Copies the key; throws [IllegalArgumentException] unless it has 32 bytes.
  public AesGcm(byte[] key) {
    if (key.length != KEY_LENGTH) {
      throw new IllegalArgumentException("an AES-256 key has 32 bytes, not " + key.length);
    }
    this.key = new SecretKeySpec(key, "AES");
  }

  /// Ciphertext and tag. A nonce must never be used twice with the same key.
  public byte[] seal(byte[] nonce, byte[] associated, byte[] plaintext) {
    try {
      return cipher(Cipher.ENCRYPT_MODE, nonce, associated).doFinal(plaintext);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM can't encrypt", e);
    }
  }

  /// As the other form, from one buffer's remaining bytes into another's; no associated data.
  public void seal(byte[] nonce, ByteBuffer plaintext, ByteBuffer sealed) {
    try {
      cipher(Cipher.ENCRYPT_MODE, nonce, new byte[0]).doFinal(plaintext, sealed);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM can't encrypt", e);
    }
  }

  /// The plaintext, or [AEADBadTagException] when key, nonce, associated data or any byte is wrong.
  public byte[] open(byte[] nonce, byte[] associated, byte[] sealed) throws AEADBadTagException {
    return open(nonce, associated, ByteBuffer.wrap(sealed));
  }

  /// As the other form, of the buffer's remaining bytes.
  public byte[] open(byte[] nonce, byte[] associated, ByteBuffer sealed)
      throws AEADBadTagException {
    if (sealed.remaining() < TAG_LENGTH) {
      throw new AEADBadTagException("shorter than its tag");
    }
    ByteBuffer plaintext = ByteBuffer.allocate(sealed.remaining() - TAG_LENGTH);
    try {
      cipher(Cipher.DECRYPT_MODE, nonce, associated).doFinal(sealed, plaintext);
      return plaintext.array();
    } catch (AEADBadTagException e) {
      throw e;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM can't decrypt", e);
    }
  }

  private Cipher cipher(int mode, byte[] nonce, byte[] associated) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(ALGORITHM, PROVIDER);
    cipher.init(mode, key, new GCMParameterSpec(TAG_LENGTH * Byte.SIZE, nonce));
    cipher.updateAAD(associated);
    return cipher;
  }

  @Override
  public String toString() {
    return "AesGcm[REDACTED]";
  }
}
