package io.linkfleet.gateway.http;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// The requests under way, and whether their callers are to be told to go elsewhere with the next.
public final class Drain {
  private static final Duration LOOK_EVERY = Duration.ofMillis(10);

  private final AtomicInteger underWay = new AtomicInteger();
  private volatile boolean begun;

  /// From now on every response closes its connection.
  public void begin() {
    begun = true;
  }

  boolean hasBegun() {
    return begun;
  }

  void entered() {
    underWay.incrementAndGet();
  }

  void left() {
    underWay.decrementAndGet();
  }

  /// Waits for a moment in which no request is under way; false if there is none within the bound.
  public boolean awaitNone(Duration bound) {
    long end = System.nanoTime() + bound.toNanos();
    while (underWay.get() > 0) {
      if (System.nanoTime() - end >= 0 || Thread.currentThread().isInterrupted()) {
        return false;
      }
      LockSupport.parkNanos(LOOK_EVERY.toNanos());
    }
    return true;
  }
}
