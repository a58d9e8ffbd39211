package io.linkfleet.registry;

import io.linkfleet.contract.InstanceEvent;
import io.linkfleet.contract.WebhookUrl;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Where the events of an instance go, which of them, and what proves that they come from us.
/// `authorization` is the value of the header of that name. Prints no secret.
public record Webhook(
    WebhookUrl url,
    Set<InstanceEvent.Kind> events,
    WebhookSecret secret,
    Optional<String> authorization) {
  private static final Pattern HEADER_VALUE =
      Pattern.compile("[\\x21-\\x7e]([\\x20-\\x7e]*[\\x21-\\x7e])?");
  private static final int MOST_CHARACTERS = 4096;

  public Webhook {
    Objects.requireNonNull(url, "url");
    Objects.requireNonNull(secret, "secret");
    if (events.isEmpty()) {
      throw new IllegalArgumentException("a webhook wants at least one kind of event");
    }
    events = Collections.unmodifiableSet(EnumSet.copyOf(events));
    if (!authorization.map(Webhook::isAuthorization).orElse(true)) {
      throw new IllegalArgumentException("no value of a header (not shown)");
    }
  }

  /// Visible ASCII and spaces between, 4096 characters at most.
  public static boolean isAuthorization(String text) {
    return text.length() <= MOST_CHARACTERS && HEADER_VALUE.matcher(text).matches();
  }

  @Override
  public String toString() {
    return "Webhook[" + url + ", " + events + ", [REDACTED]]";
  }
}
