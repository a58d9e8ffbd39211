package io.linkfleet.bench.density;

import io.linkfleet.bench.proc.ProcessFigures;
import io.linkfleet.faults.process.Patience;
import java.time.Duration;

/// What a process holds and uses while nothing happens but keep-alives. Memory in bytes, after a
/// full collection; CPU as a share of one core.
public record Idle(int connections, long liveHeap, long resident, int threads, double cpuShare) {
  private static final int MOST_LOOKS = 4;
  private static final double SETTLED = 0.9;

  /// The CPU share of the process over that time.
  public static double cpuShare(ProcessFigures process, Duration over) {
    Duration before = process.cpu();
    long from = System.nanoTime();
    Patience.rest(over);
    return process.cpu().minus(before).toNanos() / (double) (System.nanoTime() - from);
  }

  /// The same once it falls no more: the compilers work on for a while after a takeover.
  static double settledCpuShare(ProcessFigures process, Duration over) {
    double before = cpuShare(process, over);
    for (int look = 0; look < MOST_LOOKS; look++) {
      double now = cpuShare(process, over);
      if (now > SETTLED * before) {
        return now;
      }
      before = now;
    }
    return before;
  }

  /// Heap that each connection adds to that of a process without any.
  public double heapPerConnection(Idle empty) {
    return (liveHeap - empty.liveHeap()) / (double) (connections - empty.connections());
  }

  public double residentPerConnection(Idle empty) {
    return (resident - empty.resident()) / (double) (connections - empty.connections());
  }
}
