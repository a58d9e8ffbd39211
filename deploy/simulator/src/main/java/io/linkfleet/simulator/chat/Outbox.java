package io.linkfleet.simulator.chat;

import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Holds back what is sent for as long as the fault in force says, and keeps it in order.
final class Outbox {
  private final EventExecutor loop;
  private final Supplier<Duration> delay;
  private final Queue<Runnable> waiting = new ArrayDeque<>(0);

  Outbox(EventExecutor loop, Supplier<Duration> delay) {
    this.loop = loop;
    this.delay = delay;
  }

  void put(Runnable write) {
    Duration now = delay.get();
    if (now.isZero() && waiting.isEmpty()) {
      write.run();
      return;
    }
    waiting.add(write);
    // One timer for each entry, and each lets out whichever is first: order never changes.
    var _ = loop.schedule(() -> waiting.remove().run(), now.toMillis(), TimeUnit.MILLISECONDS);
  }
}
