package io.linkfleet.worker.device;

import io.linkfleet.contract.InstanceId;
import io.linkfleet.registry.Resealing;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Seals what leaves the process: AES-256-GCM under the active key, the instance id and the key's
/// own id as associated data, so that one instance's record is worthless under another's name.
///
/// Form: version byte 1, length of the key id, key id in ASCII, 12 bytes nonce, ciphertext and tag.
public final class CredentialSeal implements Resealing.Credentials {
  private static final byte VERSION = 1;
  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;

  private final SealingKeys keys;
  private final SecureRandom random;

  public CredentialSeal(SealingKeys keys, SecureRandom random) {
    this.keys = keys;
    this.random = random;
  }

  byte[] seal(InstanceId instance, byte[] clear) {
    byte[] id = keys.activeId().getBytes(StandardCharsets.US_ASCII);
    byte[] nonce = new byte[NONCE];
    random.nextBytes(nonce);
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, keys.active(), nonce, instance, id);
      byte[] sealed = cipher.doFinal(clear);
      return ByteBuffer.allocate(2 + id.length + NONCE + sealed.length)
          .put(VERSION)
          .put((byte) id.length)
          .put(id)
          .put(nonce)
          .put(sealed)
          .array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-256-GCM is part of the JDK", e);
    }
  }

  @Override
  public boolean isCurrent(byte[] sealed) {
    byte[] id = keys.activeId().getBytes(StandardCharsets.US_ASCII);
    int end = 2 + id.length;
    return sealed.length > end
        && sealed[0] == VERSION
        && sealed[1] == id.length
        && Arrays.equals(sealed, 2, end, id, 0, id.length);
  }

  @Override
  public Optional<byte[]> reseal(InstanceId instance, byte[] sealed) {
    try {
      return Optional.of(seal(instance, open(instance, sealed)));
    } catch (UnreadableCredentials noKey) {
      return Optional.empty();
    }
  }

  /// Throws [UnreadableCredentials].
  byte[] open(InstanceId instance, byte[] sealed) {
    try {
      ByteBuffer buffer = ByteBuffer.wrap(sealed);
      if (buffer.get() != VERSION) {
        throw new UnreadableCredentials("sealed in a form we do not know");
      }
      byte[] id = new byte[buffer.get()];
      buffer.get(id);
      byte[] nonce = new byte[NONCE];
      buffer.get(nonce);
      byte[] rest = new byte[buffer.remaining()];
      buffer.get(rest);
      String keyId = new String(id, StandardCharsets.US_ASCII);
      SecretBytes key =
          keys.find(keyId)
              .orElseThrow(
                  () -> new UnreadableCredentials("sealed with a key we do not have: " + keyId));
      return cipher(Cipher.DECRYPT_MODE, key, nonce, instance, id).doFinal(rest);
    } catch (BufferUnderflowException | NegativeArraySizeException e) {
      throw new UnreadableCredentials("too short to be sealed credentials");
    } catch (GeneralSecurityException e) {
      throw new UnreadableCredentials("the seal is broken, or of another instance");
    }
  }

  private static Cipher cipher(
      int mode, SecretBytes key, byte[] nonce, InstanceId instance, byte[] keyId)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        mode, new SecretKeySpec(key.toBytes(), "AES"), new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(instance.value().getBytes(StandardCharsets.US_ASCII));
    cipher.updateAAD(keyId);
    return cipher;
  }
}
