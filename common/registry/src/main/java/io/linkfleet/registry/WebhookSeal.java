package io.linkfleet.registry;

import io.linkfleet.contract.InstanceId;
import io.linkfleet.contract.SharedSeal;
import io.linkfleet.contract.WebhookUrl;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Seals the secret and the authorization of a webhook, for its instance and URL: whoever can only
/// write to Redis can't have them sent anywhere else. Within: the secret, and if there is an
/// authorization, a line feed and that.
final class WebhookSeal {
  private final SharedSeal seal;

  WebhookSeal(SharedSeal seal) {
    this.seal = seal;
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
    return seal.seal(about(instance, webhook.url()), Secrets.of(webhook).clear());
  }

  /// Empty when no key of ours opens it, or not for this instance and URL.
  Optional<Secrets> open(InstanceId instance, WebhookUrl url, byte[] sealed) {
    return seal.open(about(instance, url), sealed).map(Secrets::ofClear);
  }

  static String about(InstanceId instance, WebhookUrl url) {
    return instance.value() + " " + url.value();
  }
}
