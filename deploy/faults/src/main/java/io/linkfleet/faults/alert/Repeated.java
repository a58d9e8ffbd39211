package io.linkfleet.faults.alert;

import io.linkfleet.faults.process.Patience;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/// A step that is done over and over, by one thread or by many, until it is healed.
final class Repeated implements Harm.Healing {
  private final List<Thread> threads;
  private volatile boolean healing;

  Repeated(int atOnce, Duration pause, Runnable step) {
    threads =
        IntStream.range(0, atOnce)
            .mapToObj(_ -> Thread.ofVirtual().start(() -> run(pause, step)))
            .toList();
  }

  private void run(Duration pause, Runnable step) {
    while (!healing) {
      step.run();
      Patience.rest(pause);
    }
  }

  @Override
  public void heal() {
    healing = true;
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
