package io.linkfleet.worker.webhook;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How long to wait before the next attempt: the unit, doubling up to the cap, and of that a random
/// half less at most, so that receivers that failed together are not called together.
public final class RetryPause {
  private static final int MOST_DOUBLINGS = 40;

  private final Duration unit;
  private final Duration cap;
  private final RandomGenerator random;

  public RetryPause(Duration unit, Duration cap, RandomGenerator random) {
    this.unit = unit;
    this.cap = cap;
    this.random = random;
  }

  Duration after(int failures) {
    double doubled =
        (double) unit.toMillis() * (1L << Math.min(MOST_DOUBLINGS, Math.max(0, failures - 1)));
    double capped = Math.min(doubled, (double) cap.toMillis());
    return Duration.ofMillis(Math.round(capped * (1 - random.nextDouble() / 2)));
  }
}
