package io.linkfleet.registry;

import io.linkfleet.contract.InstanceEvent;
import io.linkfleet.contract.WebhookUrl;
import java.util.Objects;
import java.util.Set;

/// The answer to the question for a webhook.
public sealed interface WebhookFinding {
  /// As much of it as may be shown again.
  record Found(WebhookUrl url, Set<InstanceEvent.Kind> events, boolean authorized)
      implements WebhookFinding {
    public Found {
      Objects.requireNonNull(url, "url");
      events = Set.copyOf(events);
    }
  }

  record NoWebhook() implements WebhookFinding {}

  record NoInstance() implements WebhookFinding {}
}
