package io.linkfleet.worker.webhook;

import static io.linkfleet.settings.Setting.atLeast;
import static io.linkfleet.settings.Setting.between;
import static io.linkfleet.settings.Setting.notBelow;
import static io.linkfleet.settings.Setting.positive;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How events get to webhooks. The texts below are those of `deploy/CONFIGURATION.md`.
///
/// @param allowPrivateAddresses Whether webhooks may lead to private, loopback and link-local
///   addresses.
/// @param timeout For a receiver's name to be found, and again for its answer.
/// @param retryFor How old an undelivered event may become; six days at most.
/// @param retryUnit The first pause after a failed delivery, which doubles.
/// @param retryCap The longest pause after a failed delivery.
/// @param maxInFlight Deliveries under way at once.
/// @param maxQueued Events of one instance that wait; the oldest go to the dead letters for the
///   newest.
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
    positive("linkfleet.webhooks.timeout", timeout);
    between("linkfleet.webhooks.retry-for", Duration.ZERO, LONGEST_RETRY, retryFor);
    positive("linkfleet.webhooks.retry-unit", retryUnit);
    positive("linkfleet.webhooks.retry-cap", retryCap);
    notBelow("linkfleet.webhooks.retry-cap", retryCap, "linkfleet.webhooks.retry-unit", retryUnit);
    atLeast("linkfleet.webhooks.max-in-flight", 1, maxInFlight);
    atLeast("linkfleet.webhooks.max-queued", 1, maxQueued);
  }
}
