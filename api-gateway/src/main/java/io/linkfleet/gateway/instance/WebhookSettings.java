package io.linkfleet.gateway.instance;

import io.linkfleet.registry.Webhooks;
import java.util.Objects;
import java.util.Optional;

/// Whether there are webhooks, and whether they may lead to private addresses.
public record WebhookSettings(Optional<Webhooks> webhooks, boolean allowPrivateAddresses) {
  public WebhookSettings {
    Objects.requireNonNull(webhooks, "webhooks");
  }
}
