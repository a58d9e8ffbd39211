package io.linkfleet.registry;

import java.util.Base64;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/// What a receiver tells our deliveries by: the key of their HMAC is this text, in ASCII. 256
/// random bits behind a prefix that tells what it is. Prints redacted.
public record WebhookSecret(String value) {
  private static final Pattern FORM = Pattern.compile("lfw_[A-Za-z0-9_-]{43}");

  public WebhookSecret {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("a webhook secret is lfw_ and 43 characters of Base64");
    }
  }

  public static WebhookSecret random(RandomGenerator random) {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return new WebhookSecret(
        "lfw_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  @Override
  public String toString() {
    return "[REDACTED]";
  }
}
