package io.linkfleet.registry;

import io.linkfleet.contract.InstanceId;
import io.linkfleet.contract.WebhookUrl;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.SecureRandom;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/// Seals the secret and the authorization of a webhook: AES-256-GCM, with instance and URL as
/// associated data. Whoever can only write to Redis can't have them sent anywhere else.
///
/// Form: version byte 1, length of the key id, key id, 12 bytes nonce, ciphertext and tag. Within:
/// the secret, and if there is an authorization, a line feed and that.
final class WebhookSeal {
  private static final byte VERSION = 1;
  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;

  private final WebhookKeys keys;
  private final SecureRandom random = new SecureRandom();

  WebhookSeal(WebhookKeys keys) {
    this.keys = keys;
  }

  /// What is sealed.
  record Secrets(WebhookSecret secret, Optional<String> authorization) {
    static Secrets of(Webhook webhook) {
      return new Secrets(webhook.secret(), webhook.authorization());
    }

    private byte[] clear() {
      String text = secret.value() + authorization.map(value -> "\n" + value).orElse("");
      return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static Secrets ofClear(byte[] clear) {
      String text = new String(clear, StandardCharsets.US_ASCII);
      int end = text.indexOf('\n');
      return end < 0
          ? new Secrets(new WebhookSecret(text), Optional.empty())
          : new Secrets(
              new WebhookSecret(text.substring(0, end)), Optional.of(text.substring(end + 1)));
    }

    @Override
    public String toString() {
      return "[REDACTED]";
    }
  }

  byte[] seal(InstanceId instance, Webhook webhook) {
    byte[] id = ascii(keys.activeId());
    byte[] nonce = new byte[NONCE];
    random.nextBytes(nonce);
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, keys.active(), nonce, instance, webhook.url());
      byte[] sealed = cipher.doFinal(Secrets.of(webhook).clear());
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

  /// Empty when no key of ours opens it, or not for this instance and URL.
  Optional<Secrets> open(InstanceId instance, WebhookUrl url, byte[] sealed) {
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
      Cipher cipher = cipher(Cipher.DECRYPT_MODE, key.get(), nonce, instance, url);
      return Optional.of(Secrets.ofClear(cipher.doFinal(read(buffer, buffer.remaining()))));
    } catch (BufferUnderflowException | NegativeArraySizeException | GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  private static byte[] read(ByteBuffer buffer, int length) {
    byte[] bytes = new byte[length];
    buffer.get(bytes);
    return bytes;
  }

  private static Cipher cipher(int mode, Key key, byte[] nonce, InstanceId instance, WebhookUrl url)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(ascii(instance.value() + " " + url.value()));
    return cipher;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
