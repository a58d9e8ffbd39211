package io.linkfleet.bench.call;

import io.linkfleet.bench.fleet.BenchFleet;
import io.linkfleet.bench.fleet.ProcessorTime;
import io.linkfleet.bench.load.Steady;
import java.util.List;
import java.util.function.Supplier;

/// One turn of one side: how fast it went, and what it cost each part of the fleet.
record Played(Steady.Pace pace, ProcessorTime spent) {
  static Played measured(BenchFleet fleet, Supplier<Steady.Pace> play) {
    return measured(() -> ProcessorTime.of(fleet), play);
  }

  static Played measured(Supplier<ProcessorTime> clock, Supplier<Steady.Pace> play) {
    ProcessorTime before = clock.get();
    Steady.Pace pace = play.get();
    return new Played(pace, clock.get().minus(before));
  }

  /// The same where that many exchanges make one call.
  Played inCallsOf(int exchanges) {
    return new Played(new Steady.Pace(pace.perSecond() / exchanges, pace.tally()), spent);
  }

  double perSecond() {
    return pace.perSecond();
  }

  int count() {
    return pace.tally().count();
  }

  double fleetMicrosPerCall() {
    return spent.ofFleet() / (double) count();
  }

  /// For a note: the mean over several turns.
  static String perCall(List<Played> turns) {
    long calls = turns.stream().mapToLong(Played::count).sum();
    return turns.stream()
        .map(Played::spent)
        .reduce(ProcessorTime::plus)
        .orElseThrow()
        .perCall(calls);
  }
}
