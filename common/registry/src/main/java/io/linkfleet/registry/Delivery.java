package io.linkfleet.registry;

import io.linkfleet.contract.InstanceEvent;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/// An event and the webhook it is to be delivered to; that is empty while its secrets are sealed
/// with a key that is not among ours. `queuedAt` is when the event came, in whole milliseconds;
/// `queued` how many events of the instance wait, this one included.
public record Delivery(
    InstanceEvent event, Optional<Webhook> webhook, Instant queuedAt, long queued) {
  public Delivery {
    Objects.requireNonNull(event, "event");
    Objects.requireNonNull(webhook, "webhook");
    Objects.requireNonNull(queuedAt, "queuedAt");
    if (queued < 1) {
      throw new IllegalArgumentException("what is to be delivered waits, and so at least one");
    }
  }
}
