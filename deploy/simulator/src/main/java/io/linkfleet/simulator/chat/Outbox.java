package io.linkfleet.simulator.chat;

import io.linkfleet.simulator.fault.Faults;
import io.linkfleet.simulator.fault.Step;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Holds back what is sent for as long as the faults in force say, and keeps it in order.
final class Outbox {
  /// How often it is looked whether what is held before a step may go.
  private static final Duration LOOK = Duration.ofMillis(10);

  private final EventExecutor loop;
  private final Supplier<Faults> faults;
  private final Queue<Entry> waiting = new ArrayDeque<>(0);

  private record Entry(Optional<Step> step, Runnable write) {}

  Outbox(EventExecutor loop, Supplier<Faults> faults) {
    this.loop = loop;
    this.faults = faults;
  }

  void put(Runnable write) {
    put(Optional.empty(), write);
  }

  void put(Optional<Step> step, Runnable write) {
    Entry entry = new Entry(step, write);
    Duration delay = faults.get().delay();
    if (delay.isZero() && waiting.isEmpty() && !isHeld(entry)) {
      write.run();
      return;
    }
    waiting.add(entry);
    // One timer for each entry, and each lets out whichever is first: order never changes.
    letOutAfter(delay);
  }

  private void letOutAfter(Duration time) {
    var _ = loop.schedule(this::letOut, time.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void letOut() {
    if (isHeld(waiting.element())) {
      letOutAfter(LOOK);
    } else {
      waiting.remove().write().run();
    }
  }

  private boolean isHeld(Entry entry) {
    return entry.step().isPresent() && entry.step().equals(faults.get().holdBefore());
  }
}
