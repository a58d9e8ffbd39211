package io.linkfleet.worker.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WebhookSettingsTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

  private static WebhookSettings settings(
      Optional<String> activeKey, Duration timeout, Duration retryFor, Duration cap, int most) {
    return new WebhookSettings(
        activeKey, Map.of("k1", KEY), false, timeout, retryFor, SECOND, cap, most);
  }

  @Test
  void aKeyThatIsBlankIsNone() {
    assertThat(settings(Optional.of(" "), SECOND, SECOND, SECOND, 1).sealingKeys()).isEmpty();
    assertThat(settings(Optional.of("k1"), SECOND, SECOND, SECOND, 1).sealingKeys()).isPresent();
  }

  @Test
  void aSenselessValueIsRefusedWithItsName() {
    refused("active-key", Optional.of("k2"), SECOND, SECOND, SECOND, 1);
    refused("timeout", Optional.empty(), Duration.ZERO, SECOND, SECOND, 1);
    refused("retry-for", Optional.empty(), SECOND, Duration.ofDays(7), SECOND, 1);
    refused("retry-for", Optional.empty(), SECOND, SECOND.negated(), SECOND, 1);
    refused("retry-cap", Optional.empty(), SECOND, SECOND, Duration.ofMillis(1), 1);
    refused("max-in-flight", Optional.empty(), SECOND, SECOND, SECOND, 0);
  }

  private static void refused(
      String name,
      Optional<String> activeKey,
      Duration timeout,
      Duration retryFor,
      Duration cap,
      int most) {
    assertThatThrownBy(() -> settings(activeKey, timeout, retryFor, cap, most))
        .hasMessageContaining("linkfleet.webhooks." + name)
        .hasMessageNotContaining(KEY);
  }

  @Test
  void theyPrintNoKey() {
    assertThat(settings(Optional.of("k1"), SECOND, SECOND, SECOND, 1).toString())
        .doesNotContain(KEY);
  }
}
