package io.linkfleet.worker.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {
  final Backoff backoff =
      new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(900), new Random(1));

  @Test
  void growsInFibonacciStepsUpToTheCapWithTenPercentJitter() {
    int[] seconds = {1, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233, 377, 610, 900, 900};
    IntStream.range(0, seconds.length)
        .forEach(
            i ->
                assertThat(backoff.after(i + 1).toMillis())
                    .isBetween(seconds[i] * 900L, seconds[i] * 1100L));
  }

  @Test
  void staysAtTheCapForEver() {
    assertThat(backoff.after(Integer.MAX_VALUE).toMillis()).isBetween(810_000L, 990_000L);
  }

  @Test
  void doesNotWaitWhereNothingFailed() {
    assertThat(backoff.after(0)).isZero();
  }

  @Test
  void refusesASenselessConfiguration() {
    assertThatThrownBy(() -> new Backoff(Duration.ZERO, Duration.ofSeconds(1), new Random()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1), new Random()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
