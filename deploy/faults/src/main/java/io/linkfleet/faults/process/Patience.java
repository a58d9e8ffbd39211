package io.linkfleet.faults.process;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Waiting for what another process does: looked at again and again, up to a limit.
public final class Patience {
  private static final Duration LOOK_EVERY = Duration.ofMillis(50);

  private Patience() {}

  /// Whether the condition came true in time.
  public static boolean await(Duration limit, BooleanSupplier condition) {
    long end = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0 || Thread.currentThread().isInterrupted()) {
        return false;
      }
      LockSupport.parkNanos(LOOK_EVERY.toNanos());
    }
    return true;
  }

  /// Throws [IllegalStateException], naming what was waited for, when it does not come true in
  /// time.
  public static void require(String what, Duration limit, BooleanSupplier condition) {
    if (!await(limit, condition)) {
      throw new IllegalStateException("not within " + limit.toSeconds() + " s: " + what);
    }
  }

  /// Lets that much time pass.
  public static void rest(Duration duration) {
    await(duration, () -> false);
  }
}
