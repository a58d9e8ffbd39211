package io.linkfleet.worker.session;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How long to wait before the next attempt: Fibonacci steps of the unit with 10 % jitter either
/// way, up to the cap, as WhatsApp Web does.
public final class Backoff {
  private static final double JITTER = 0.1;

  private final Duration unit;
  private final Duration cap;
  private final RandomGenerator random;

  public Backoff(Duration unit, Duration cap, RandomGenerator random) {
    if (!unit.isPositive() || cap.compareTo(unit) < 0) {
      throw new IllegalArgumentException("back-off needs a positive unit and a cap not below it");
    }
    this.unit = unit;
    this.cap = cap;
    this.random = random;
  }

  /// After no failed attempt there is no wait.
  Duration after(int failedAttempts) {
    if (failedAttempts == 0) {
      return Duration.ZERO;
    }
    long steps = Math.min(fibonacci(failedAttempts), cap.dividedBy(unit) + 1);
    long millis = Math.min(cap.toMillis(), unit.toMillis() * steps);
    double jitter = 1 + JITTER * (2 * random.nextDouble() - 1);
    return Duration.ofMillis(Math.round((double) millis * jitter));
  }

  private static long fibonacci(int n) {
    long previous = 0;
    long current = 1;
    for (int i = 1; i < Math.min(n, 80); i++) {
      long next = previous + current;
      previous = current;
      current = next;
    }
    return current;
  }
}
