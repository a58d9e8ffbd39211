package io.linkfleet.bench.call;

import io.linkfleet.bench.fleet.BenchFleet;
import io.linkfleet.bench.fleet.FleetShape;
import io.linkfleet.bench.load.ClosedLoop;
import io.linkfleet.bench.load.Exchange;
import io.linkfleet.bench.load.OnceEach;
import io.linkfleet.bench.load.Steady;
import io.linkfleet.bench.measure.Conditions;
import io.linkfleet.bench.measure.Measurement;
import io.linkfleet.bench.report.Figure;
import io.linkfleet.bench.report.Plot;
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
import java.util.function.IntFunction;

/// What a call costs as the fleet grows: in processor time of gateway, worker, Kafka and Redis, for
/// several numbers of linked instances, and of partitions. The fleets of one comparison are all up
/// at once, so that they can take turns.
public final class Growth implements Measurement {
  private static final int CALLERS = 64;
  private static final int PARTITIONS = 64;
  private static final int WARM_UP_ROUNDS = 4;
  private static final double AT_MOST = 1.2;
  private static final String REPEAT = "repeat";
  private static final String UNLINK = "real unlink";

  @Override
  public String name() {
    return "growth";
  }

  @Override
  public String what() {
    return "the cost of a call as instances and partitions grow, against the smallest fleet";
  }

  @Override
  public Section measure(Conditions conditions) {
    List<Figure> figures = new ArrayList<>();
    List<Plot> plots = new ArrayList<>();
    int probes = conditions.quick() ? 200 : 500;
    compare(
        conditions,
        "instances",
        conditions.instances(),
        count -> new Grown(conditions, "instances-" + count, PARTITIONS, count, probes),
        figures,
        plots);
    compare(
        conditions,
        "partitions",
        conditions.partitions(),
        count -> new Grown(conditions, "partitions-" + count, count, probes, probes),
        figures,
        plots);
    return new Section(
        "Growth",
        figures,
        plots,
        List.of(
            "Processor time of gateway, worker, Kafka and Redis together, for each call, with %d callers; %d of the linked instances are unlinked and linked again, the others stay connected. Besides the growing one, %d partitions."
                .formatted(CALLERS, probes, PARTITIONS)));
  }

  private static void compare(
      Conditions conditions,
      String what,
      List<Integer> sizes,
      IntFunction<Grown> grow,
      List<Figure> figures,
      List<Plot> plots) {
    List<Grown> fleets = new ArrayList<>();
    try {
      Map<String, Rounds.Side<Played>> sides = new LinkedHashMap<>();
      for (int size : sizes) {
        Grown grown = grow.apply(size);
        fleets.add(grown);
        sides.put(REPEAT + size, () -> grown.repeats(conditions));
        sides.put(UNLINK + size, grown::unlinks);
        conditions.say(size + " " + what + ": fleet up");
      }
      // Each fleet has JVMs of its own to warm.
      Rounds.interleaved(conditions.quick() ? 1 : WARM_UP_ROUNDS, sides);
      conditions.say("warm");
      Rounds<Played> rounds = Rounds.interleaved(conditions.rounds(), sides);
      for (String call : List.of(REPEAT, UNLINK)) {
        figures.add(row(rounds, call, what, sizes));
      }
      plots.add(plot(rounds, what, sizes));
    } finally {
      fleets.forEach(Grown::close);
    }
  }

  private static Figure row(Rounds<Played> rounds, String call, String what, List<Integer> sizes) {
    int least = sizes.getFirst();
    int most = sizes.getLast();
    return Figure.of(
            "processor time of a %s, %,d %s".formatted(call, most, what),
            micros(rounds, call + most))
        .against("%,d %s".formatted(least, what), micros(rounds, call + least))
        .target(Target.ratioAtMost(AT_MOST));
  }

  private static Quantity micros(Rounds<Played> rounds, String side) {
    return new Quantity(rounds.median(side, Played::fleetMicrosPerCall), "µs");
  }

  private static Plot plot(Rounds<Played> rounds, String what, List<Integer> sizes) {
    List<Plot.Series> series = new ArrayList<>();
    for (String call : List.of(REPEAT, UNLINK)) {
      series.add(
          new Plot.Series(
              call,
              sizes.stream()
                  .map(size -> new Plot.Point(size, micros(rounds, call + size).value()))
                  .toList()));
    }
    return new Plot(
        what,
        "Processor time of one call",
        new Plot.Axis(what, true),
        new Plot.Axis("µs", false),
        series);
  }

  /// One fleet of one size, its instances linked.
  private static final class Grown implements AutoCloseable {
    private static final int SMALL_HEAP = 512;
    private static final int LARGE_HEAP = 2048;
    private static final int MANY = 5_000;

    private final BenchFleet fleet;
    private final Tenants tenants;
    private final ClosedLoop loop = new ClosedLoop();
    private final List<Instance> probes;

    Grown(Conditions conditions, String name, int partitions, int instances, int probes) {
      int heap = instances > MANY ? LARGE_HEAP : SMALL_HEAP;
      FleetShape shape = FleetShape.of(1, 1, partitions).withHeaps(SMALL_HEAP, heap, heap);
      fleet = BenchFleet.start(conditions.directory(name), shape);
      tenants = new Tenants(fleet);
      try {
        this.probes = tenants.linked(probes);
        if (instances > probes) {
          tenants.linked(instances - probes);
        }
      } catch (RuntimeException e) {
        close();
        throw e;
      }
    }

    Played repeats(Conditions conditions) {
      OnceEach.play(loop, CALLERS, logouts());
      Played played =
          Played.measured(fleet, () -> Steady.play(loop, CALLERS, logouts(), conditions.turn()));
      played.pace().tally().require(200);
      return played;
    }

    Played unlinks() {
      tenants.relink(probes);
      Played played = Played.measured(fleet, () -> OnceEach.play(loop, CALLERS, logouts()));
      played.pace().tally().require(200);
      return played;
    }

    private List<Exchange> logouts() {
      URI gateway = fleet.gateways().getFirst().url();
      return probes.stream().map(it -> it.logout(gateway)).toList();
    }

    @Override
    public void close() {
      loop.close();
      tenants.close();
      fleet.close();
    }
  }
}
