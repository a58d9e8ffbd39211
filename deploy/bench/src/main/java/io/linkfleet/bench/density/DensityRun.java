package io.linkfleet.bench.density;

import io.linkfleet.bench.measure.Conditions;
import io.linkfleet.bench.profile.Profile;
import io.linkfleet.bench.profile.Profiling;
import io.linkfleet.bench.stand.Stand;
import io.linkfleet.bench.stand.WorkerUnderTest;
import io.linkfleet.bench.takeover.Takeover;
import io.linkfleet.bench.takeover.Takeover.Start;
import io.linkfleet.faults.process.Patience;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/// One worker that takes over so many devices, holds them for a while, loses them all and takes
/// them again.
public record DensityRun(Idle idle, Profile profile, Takeover first, Takeover again) {
  private static final Duration FIRST_SIGN = Duration.ofMinutes(2);

  /// Who logged in first is pinging already, and what came after the logins is done.
  private static final Duration SETTLED = Duration.ofSeconds(10);

  /// One worker after the other, each with more connections, by their number; the first has next
  /// to none. The function makes one of that name.
  static SortedMap<Integer, DensityRun> growing(
      Conditions conditions,
      Stand stand,
      List<Integer> sizes,
      Function<String, WorkerUnderTest> worker) {
    var runs = new TreeMap<Integer, DensityRun>();
    int registered = 0;
    for (int size : Sizes.withBase(sizes)) {
      stand.registered().online(stand.devices().first(size).from(registered));
      registered = size;
      conditions.say(size + " connections");
      runs.put(size, of(conditions, stand, worker.apply("worker-" + size), size));
    }
    return runs;
  }

  /// The worker is closed in the end.
  static DensityRun of(
      Conditions conditions, Stand stand, WorkerUnderTest tested, int connections) {
    Duration idleFor = Sizes.idle(conditions);
    try (WorkerUnderTest worker = tested) {
      long logins = stand.whatsApp().stat("logins");
      Patience.require(
          "the first login", FIRST_SIGN, () -> stand.whatsApp().stat("logins") > logins);
      Start start = Start.now(stand, worker);
      int left = Math.toIntExact(connections - (start.logins() - logins));
      Takeover first = Takeover.observe(stand, worker, left, start);
      Patience.rest(SETTLED);
      requireAllOpen(stand, connections);
      double cpu = Idle.settledCpuShare(worker.figures(), idleFor);
      worker.jvm().collect();
      long heap = worker.jvm().liveHeapBytes();
      Idle idle =
          new Idle(
              connections, heap, worker.figures().residentBytes(), worker.figures().threads(), cpu);
      Profile profile =
          Profiling.of(
              worker.jvm(),
              conditions.directory("profile").resolve(connections + "-idle.jfr"),
              () -> Patience.rest(idleFor));
      requireAllOpen(stand, connections);
      Start lost = Start.now(stand, worker);
      stand.whatsApp().dropConnections();
      Takeover again = Takeover.observe(stand, worker, connections, lost);
      return new DensityRun(idle, profile, first, again);
    }
  }

  private static void requireAllOpen(Stand stand, int connections) {
    long open = stand.whatsApp().stat("openConnections");
    if (open != connections) {
      throw new IllegalStateException(connections + " connections are wanted, " + open + " open");
    }
  }
}
