package io.linkfleet.bench.takeover;

import io.linkfleet.bench.stand.Stand;
import io.linkfleet.bench.stand.WorkerUnderTest;
import io.linkfleet.faults.process.Patience;
import java.time.Duration;

/// So many devices that one worker connected, logged in and unlinked, each for nothing else.
record ColdLogouts(int logouts, Duration took, Duration workerCpu) {
  private static final Duration WITHIN = Duration.ofMinutes(4);

  /// Waits until `count` devices have been unlinked since `before`.
  static ColdLogouts observe(
      Stand stand, WorkerUnderTest worker, int count, long doneBefore, Takeover.Start before) {
    Patience.require(
        count + " unlinks",
        WITHIN,
        () -> stand.whatsApp().stat("unlinksDone") - doneBefore >= count);
    return new ColdLogouts(
        count,
        Duration.ofNanos(System.nanoTime() - before.nanos()),
        worker.figures().cpu().minus(before.worker()));
  }

  double perSecond() {
    return logouts * 1e9 / took.toNanos();
  }

  double millisEach() {
    return workerCpu.toNanos() / 1e6 / logouts;
  }
}
