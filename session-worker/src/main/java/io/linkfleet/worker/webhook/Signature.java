package io.linkfleet.worker.webhook;

import io.linkfleet.registry.WebhookSecret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Proves to a receiver that a delivery is ours, and when we sent it.
final class Signature {
  private static final String ALGORITHM = "HmacSHA256";

  private Signature() {}

  /// `sha256=` and the HMAC-SHA256 of the timestamp's text, a full stop and the body, in hex.
  static String of(WebhookSecret secret, long timestamp, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      byte[] key = secret.value().getBytes(StandardCharsets.US_ASCII);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      mac.update((timestamp + ".").getBytes(StandardCharsets.US_ASCII));
      return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }
}
