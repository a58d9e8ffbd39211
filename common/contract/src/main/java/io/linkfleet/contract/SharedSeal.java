package io.linkfleet.contract;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/// Seals what gateways and workers share before it goes to Kafka or Redis: AES-256-GCM, with what
/// it is about as associated data, so that it opens nowhere else.
///
/// Form: version byte 1, length of the key id, key id, 12 bytes nonce, ciphertext and tag.
public final class SharedSeal {
  private static final byte VERSION = 1;
  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;

  private final SharedKeys keys;
  private final RandomGenerator random;

  /// `random` has to be one that nobody can guess.
  public SharedSeal(SharedKeys keys, RandomGenerator random) {
    this.keys = Objects.requireNonNull(keys, "keys");
    this.random = Objects.requireNonNull(random, "random");
  }

  public byte[] seal(String about, byte[] clear) {
    byte[] id = ascii(keys.activeId());
    byte[] nonce = new byte[NONCE];
    random.nextBytes(nonce);
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, keys.active(), nonce, about).doFinal(clear);
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

  /// Empty when no key of ours opens it, or it is about something else.
  public Optional<byte[]> open(String about, byte[] sealed) {
    try {
      ByteBuffer buffer = ByteBuffer.wrap(sealed);
      if (buffer.get() != VERSION) {
        return Optional.empty();
      }
      byte[] id = read(buffer, buffer.get());
      byte[] nonce = read(buffer, NONCE);
      Optional<? extends Key> key = keys.find(new String(id, StandardCharsets.US_ASCII));
      if (key.isEmpty()) {
        return Optional.empty();
      }
      byte[] rest = read(buffer, buffer.remaining());
      return Optional.of(cipher(Cipher.DECRYPT_MODE, key.get(), nonce, about).doFinal(rest));
    } catch (BufferUnderflowException | NegativeArraySizeException | GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  /// The same for a text, in Base64.
  public String sealText(String about, String clear) {
    byte[] sealed = seal(about, clear.getBytes(StandardCharsets.UTF_8));
    return Base64.getEncoder().encodeToString(sealed);
  }

  /// Throws [IllegalArgumentException] for what is not Base64.
  public Optional<String> openText(String about, String sealed) {
    return open(about, Base64.getDecoder().decode(sealed))
        .map(clear -> new String(clear, StandardCharsets.UTF_8));
  }

  /// Whether something is sealed, and with the key that seals now.
  public boolean isCurrent(byte[] sealed) {
    byte[] id = ascii(keys.activeId());
    return sealed.length > 2 + id.length
        && sealed[0] == VERSION
        && sealed[1] == id.length
        && Arrays.equals(sealed, 2, 2 + id.length, id, 0, id.length);
  }

  private static byte[] read(ByteBuffer buffer, int length) {
    byte[] bytes = new byte[length];
    buffer.get(bytes);
    return bytes;
  }

  private static Cipher cipher(int mode, Key key, byte[] nonce, String about)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(about.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public String toString() {
    return "SharedSeal[" + keys + "]";
  }
}
