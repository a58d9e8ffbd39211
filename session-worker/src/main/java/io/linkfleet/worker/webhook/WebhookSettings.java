package io.linkfleet.worker.webhook;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// `timeout` is for a name to be found, and again for a receiver to answer. A delivery that fails
/// is repeated after `retryUnit`, doubling up to `retryCap`, until the event is `retryFor` old; at
/// most `maxInFlight` are under way at once. Of an instance at most `maxQueued` wait: the oldest
/// are given up for the newest.
public record WebhookSettings(
    @DefaultValue("false") boolean allowPrivateAddresses,
    @DefaultValue("10s") Duration timeout,
    @DefaultValue("24h") Duration retryFor,
    @DefaultValue("1s") Duration retryUnit,
    @DefaultValue("15m") Duration retryCap,
    @DefaultValue("1000") int maxInFlight,
    @DefaultValue("10000") int maxQueued) {
  /// A webhook outlives its deleted instance by a week at most.
  private static final Duration LONGEST_RETRY = Duration.ofDays(6);

  public WebhookSettings {
    positive("timeout", timeout);
    positive("retry-unit", retryUnit);
    if (retryCap.compareTo(retryUnit) < 0) {
      throw new IllegalArgumentException("linkfleet.webhooks.retry-cap: at least the retry unit");
    }
    if (retryFor.isNegative() || retryFor.compareTo(LONGEST_RETRY) > 0) {
      throw new IllegalArgumentException("linkfleet.webhooks.retry-for: up to six days");
    }
    atLeastOne("max-in-flight", maxInFlight);
    atLeastOne("max-queued", maxQueued);
  }

  private static void atLeastOne(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException("linkfleet.webhooks." + name + ": at least 1");
    }
  }

  private static void positive(String name, Duration value) {
    if (value.toMillis() < 1) {
      throw new IllegalArgumentException("linkfleet.webhooks." + name + ": at least 1ms");
    }
  }
}
