package io.linkfleet.worker.pause;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Notices when the process stood still for longer than a bound, by a thread that looks at the
/// clocks many times within the bound. Asking costs two volatile reads and two clocks.
///
/// Both the monotonic clock and the wall clock count: the former may stand still while a machine
/// sleeps. A wall clock that is set forward looks like a pause, which costs a retry.
public final class PauseWatch implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(PauseWatch.class);
  private static final int LOOKS = 10;

  private record Look(long nanos, long millis) {}

  private final Duration bound;
  private final LongSupplier nanos;
  private final InstantSource clock;
  private final Thread thread =
      Thread.ofPlatform().name("pause-watch").daemon().unstarted(this::run);
  private volatile Look last;
  private volatile long pauses;
  private volatile boolean closed;

  public PauseWatch(Duration bound, InstantSource clock) {
    this(bound, System::nanoTime, clock);
  }

  /// For tests: looks only when told to.
  PauseWatch(Duration bound, LongSupplier nanos, InstantSource clock) {
    if (!bound.isPositive()) {
      throw new IllegalArgumentException("a pause has a length, not " + bound);
    }
    this.bound = bound;
    this.nanos = nanos;
    this.clock = clock;
    this.last = now();
  }

  public PauseWatch start() {
    thread.start();
    return this;
  }

  /// Stands until the process stands still.
  public Claim claim() {
    look();
    long before = pauses;
    return () -> isAwake() && pauses == before;
  }

  /// The last look first: one that was taken after a pause has counted it already.
  private boolean isAwake() {
    Look before = last;
    return !isTooLong(before, now());
  }

  private Look now() {
    return new Look(nanos.getAsLong(), clock.millis());
  }

  private boolean isTooLong(Look before, Look now) {
    return now.nanos() - before.nanos() > bound.toNanos()
        || now.millis() - before.millis() > bound.toMillis();
  }

  private void run() {
    while (!closed) {
      look();
      LockSupport.parkNanos(bound.toNanos() / LOOKS);
    }
  }

  synchronized void look() {
    Look now = now();
    if (isTooLong(last, now)) {
      pauses++;
      log.warn("this process stood still for {} ms", now.millis() - last.millis());
    }
    last = now;
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }
}
