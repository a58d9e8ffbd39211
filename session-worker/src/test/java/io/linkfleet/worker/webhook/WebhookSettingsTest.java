package io.linkfleet.worker.webhook;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WebhookSettingsTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void aSenselessValueIsRefusedWithItsName() {
    refused("timeout", Duration.ZERO, SECOND, SECOND, 1);
    refused("retry-for", SECOND, Duration.ofDays(7), SECOND, 1);
    refused("retry-for", SECOND, SECOND.negated(), SECOND, 1);
    refused("retry-cap", SECOND, SECOND, Duration.ofMillis(1), 1);
    refused("max-in-flight", SECOND, SECOND, SECOND, 0);
  }

  @Test
  void atLeastOneEventMayWait() {
    assertThatThrownBy(() -> new WebhookSettings(false, SECOND, SECOND, SECOND, SECOND, 1, 0))
        .hasMessageContaining("linkfleet.webhooks.max-queued");
  }

  private static void refused(
      String name, Duration timeout, Duration retryFor, Duration cap, int most) {
    assertThatThrownBy(() -> new WebhookSettings(false, timeout, retryFor, SECOND, cap, most, 1))
        .hasMessageContaining("linkfleet.webhooks." + name);
  }
}
