package io.linkfleet.worker.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryPauseTest {
  private final RetryPause pause =
      new RetryPause(Duration.ofSeconds(1), Duration.ofMinutes(15), new Random(5));

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 2", "3, 4", "10, 512", "11, 900", "100000, 900"})
  void doublesUpToTheCapAndIsShorterByHalfAtMost(int failures, long seconds) {
    for (int i = 0; i < 100; i++) {
      assertThat(pause.after(failures).toMillis()).isBetween(seconds * 500, seconds * 1000);
    }
  }
}
