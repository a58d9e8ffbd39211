package io.linkfleet.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class SettingTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private static void refused(ThrowingCallable check, String line) {
    assertThatThrownBy(check).isInstanceOf(InvalidSetting.class).hasMessage(line);
  }

  @Nested
  class ACheck {
    @Test
    void namesThePropertyAndWhatItShouldBe() {
      refused(() -> Setting.atLeast("a.b", 1, 0), "a.b: at least 1, not 0");
      refused(() -> Setting.between("a.b", 1, 3, 4), "a.b: from 1 to 3, not 4");
      refused(() -> Setting.given("a.b", " "), "a.b: required, and not set");
      refused(() -> Setting.positive("a.b", Duration.ZERO), "a.b: from 1ms to 24d, not 0s");
      refused(() -> Setting.notNegative("a.b", SECOND.negated()), "a.b: from 0s to 24d, not -1s");
      refused(
          () -> Setting.notBelow("a.cap", SECOND, "a.unit", Duration.ofHours(2)),
          "a.cap: 1s is below a.unit, which is 2h");
      refused(
          () -> Setting.valid("a.b", () -> Integer.valueOf("x")), "a.b: For input string: \"x\"");
    }

    @Test
    void letsPassWhatIsAtTheEdge() {
      assertThatCode(
              () -> {
                Setting.atLeast("a.b", 1, 1);
                Setting.between("a.b", 1, 3, 3);
                Setting.positive("a.b", Duration.ofMillis(1));
                Setting.notNegative("a.b", Duration.ZERO);
                Setting.notBelow("a.cap", SECOND, "a.unit", SECOND);
              })
          .doesNotThrowAnyException();
    }
  }

  @Nested
  class TheLineOfARefusedStart {
    @Test
    void isWhatTheInnermostCheckSays() {
      InvalidSetting cause = new InvalidSetting("a.b", "no\nmore");
      assertThat(Refusal.of(new IllegalStateException("outer", cause))).contains("a.b: no");
    }

    @Test
    void doesNotShowAValueOfTheWrongKind() {
      assertThat(Refusal.of(failureOf("hunter2", Duration.class)))
          .hasValueSatisfying(
              line ->
                  assertThat(line)
                      .startsWith("a.b: not a duration")
                      .doesNotContain("hunter2")
                      .hasLineCount(1));
      assertThat(Refusal.of(failureOf("hunter2", int.class)))
          .hasValueSatisfying(line -> assertThat(line).startsWith("a.b: not a whole number"));
      assertThat(Refusal.of(failureOf("hunter2", Thread.State.class)))
          .hasValueSatisfying(line -> assertThat(line).contains("one of new, runnable"));
    }

    @Test
    void isForSettingsAlone() {
      assertThat(Refusal.of(new IllegalStateException("no Redis"))).isEmpty();
    }

    private Throwable failureOf(String value, Class<?> type) {
      Binder binder = new Binder(new MapConfigurationPropertySource(Map.of("a.b", value)));
      try {
        binder.bind("a.b", type);
        throw new AssertionError(value + " was taken");
      } catch (RuntimeException failure) {
        return failure;
      }
    }
  }

  @Nested
  class WhatAKafkaClientRefuses {
    @Test
    void isASettingUnlessABrokerHasNoAddressYet() {
      KafkaException senseless = failure("Invalid value NONSENSE for configuration x");
      assertThat(KafkaSettings.areRefusedBy(senseless)).isTrue();
      assertThat(KafkaSettings.invalid(senseless))
          .hasMessage("spring.kafka: Invalid value NONSENSE for configuration x");
      assertThat(
              KafkaSettings.areRefusedBy(
                  failure("No resolvable bootstrap urls given in bootstrap.servers")))
          .isFalse();
      assertThat(KafkaSettings.areRefusedBy(new KafkaException("away"))).isFalse();
    }

    private KafkaException failure(String text) {
      return new KafkaException("Failed to construct", new ConfigException(text));
    }
  }
}
