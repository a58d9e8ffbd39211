package io.linkfleet.bench.call;

import io.linkfleet.bench.fleet.BenchFleet;
import io.linkfleet.bench.fleet.FleetShape;
import io.linkfleet.bench.load.ClosedLoop;
import io.linkfleet.bench.load.OnceEach;
import io.linkfleet.bench.measure.Conditions;
import io.linkfleet.bench.measure.Measurement;
import io.linkfleet.bench.report.Figure;
import io.linkfleet.bench.report.Quantity;
import io.linkfleet.bench.report.Section;
import io.linkfleet.bench.report.Target;
import io.linkfleet.bench.sample.Rounds;
import io.linkfleet.bench.tenant.Instance;
import io.linkfleet.bench.tenant.Tenants;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The whole job as a customer sees it: confirmed logouts a second, each device looked for on its
/// phone at the moment of the answer.
public final class Whole implements Measurement {
  /// As published for Evolution API 2.3.6 with 10 callers: its answers say nothing about whether
  /// the device is gone.
  private static final Quantity PUBLISHED = Quantity.perSecond(219);

  private static final String SOURCE = "Evolution API 2.3.6, 10 callers, unconfirmed, p50 41-56 ms";
  private static final List<Integer> CALLERS = List.of(10, 100);

  @Override
  public String name() {
    return "whole";
  }

  @Override
  public String what() {
    return "confirmed logouts a second, each device looked for on its phone when the answer comes";
  }

  @Override
  public Section measure(Conditions conditions) {
    int each = conditions.quick() ? 300 : 1_500;
    try (var fleet = BenchFleet.start(conditions.directory("fleet"), FleetShape.of(1, 1, 64));
        var tenants = new Tenants(fleet);
        var loop = new ClosedLoop()) {
      List<Instance> instances = tenants.linked(each);
      conditions.say("fleet up, " + each + " instances linked");
      URI gateway = fleet.gateways().getFirst().url();
      OnceEach.play(loop, 10, instances.stream().map(it -> it.logout(gateway)).toList());
      Map<String, Rounds.Side<Played>> sides = new LinkedHashMap<>();
      for (int callers : CALLERS) {
        sides.put(
            side(callers),
            () -> {
              tenants.relink(instances);
              return turn(fleet, loop, callers, instances);
            });
      }
      // On a slow machine the pace still rises by half in the seventh turn with 10 callers.
      Rounds.interleaved(conditions.quick() ? 1 : 7, sides);
      conditions.say("warm");
      return section(Rounds.interleaved(conditions.rounds(), sides), each);
    }
  }

  private static Played turn(
      BenchFleet fleet, ClosedLoop loop, int callers, List<Instance> instances) {
    URI gateway = fleet.gateways().getFirst().url();
    URI simulator = fleet.simulator().url();
    Played played =
        Played.measured(
            fleet, () -> ConfirmedLogouts.play(loop, callers, gateway, simulator, instances));
    played.pace().tally().require(200);
    return played;
  }

  private static String side(int callers) {
    return callers + " callers";
  }

  private static Section section(Rounds<Played> rounds, int each) {
    List<Figure> figures = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    notes.add(
        "%d linked instances in each turn. Every 200 was followed at once by a look at the phone's devices, and none was left; the looks are part of the time."
            .formatted(each));
    for (int callers : CALLERS) {
      String side = side(callers);
      figures.add(
          Figure.of(
                  "confirmed logouts, " + side,
                  Quantity.perSecond(rounds.median(side, Played::perSecond)))
              .againstPublished(SOURCE, PUBLISHED)
              .target(Target.valueAtLeast(1_000)));
      figures.add(latency(rounds, side, 0.5, "p50"));
      figures.add(latency(rounds, side, 0.99, "p99"));
      notes.add(
          "Processor time per logout with %s: %s; the simulator alone would so carry %s."
              .formatted(side, Played.perCall(rounds.of(side)), ceiling(rounds.of(side))));
    }
    return new Section("The whole job", figures, List.of(), notes);
  }

  private static Figure latency(Rounds<Played> rounds, String side, double share, String rank) {
    return Figure.of(
        "%s of a logout, %s".formatted(rank, side),
        Quantity.millis(
            rounds.median(side, turn -> turn.pace().tally().latencies().millisAt(share))));
  }

  /// Its rules run on one thread, so a second of processor time is its limit for a second.
  private static Quantity ceiling(List<Played> turns) {
    long micros = turns.stream().mapToLong(turn -> turn.spent().of("simulator")).sum();
    long calls = turns.stream().mapToLong(Played::count).sum();
    return Quantity.perSecond(calls * 1e6 / Math.max(1, micros));
  }
}
