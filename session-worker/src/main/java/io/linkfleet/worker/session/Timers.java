package io.linkfleet.worker.session;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/// Timers of all sessions on one thread. A task must only post into a mailbox.
public final class Timers implements AutoCloseable {
  private final ScheduledThreadPoolExecutor executor;

  public Timers() {
    ThreadFactory threads = Thread.ofPlatform().name("session-timers").daemon().factory();
    executor = new ScheduledThreadPoolExecutor(1, threads);
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /// A delay that is not positive means now. After [#close] nothing runs any more.
  public void schedule(Duration delay, Runnable task) {
    if (!executor.isShutdown()) {
      var _ = executor.schedule(task, Math.max(0, delay.toNanos()), TimeUnit.NANOSECONDS);
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
