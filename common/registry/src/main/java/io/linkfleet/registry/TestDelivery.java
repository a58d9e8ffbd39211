package io.linkfleet.registry;

import io.linkfleet.contract.WebhookTest;
import java.util.Objects;
import java.util.Optional;

/// A test and the webhook it is to be delivered to; that is empty while its secrets are sealed with
/// a key that is not among ours.
public record TestDelivery(WebhookTest test, Optional<Webhook> webhook) {
  public TestDelivery {
    Objects.requireNonNull(test, "test");
    Objects.requireNonNull(webhook, "webhook");
  }
}
