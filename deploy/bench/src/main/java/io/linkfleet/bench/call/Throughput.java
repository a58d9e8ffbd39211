package io.linkfleet.bench.call;

import io.linkfleet.bench.fleet.BenchFleet;
import io.linkfleet.bench.fleet.FleetShape;
import io.linkfleet.bench.floor.Floor;
import io.linkfleet.bench.load.ClosedLoop;
import io.linkfleet.bench.load.Exchange;
import io.linkfleet.bench.load.OnceEach;
import io.linkfleet.bench.load.Steady;
import io.linkfleet.bench.measure.Conditions;
import io.linkfleet.bench.measure.Measurement;
import io.linkfleet.bench.profile.Profile;
import io.linkfleet.bench.profile.Profiling;
import io.linkfleet.bench.report.Figure;
import io.linkfleet.bench.report.Plot;
import io.linkfleet.bench.report.Quantity;
import io.linkfleet.bench.report.Section;
import io.linkfleet.bench.report.Target;
import io.linkfleet.bench.sample.Rounds;
import io.linkfleet.bench.tenant.Instance;
import io.linkfleet.bench.tenant.Tenants;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Logouts a second at several numbers of callers: repeats, which change nothing, and real unlinks,
/// each beside an HTTP → Kafka → HTTP echo on the same server and the same broker.
public final class Throughput implements Measurement {
  private static final String UNLINKS = "real unlinks";
  private static final String ECHO = "HTTP echo";
  private static final String REPEATS = "repeats";
  private static final String UNLINK_STEPS = "the steps of an unlink alone";
  private static final String REPEAT_STEPS = "the steps of a repeat alone";
  private static final int WARM_UP_CALLERS = 256;
  private static final int WARM_UP_TURNS = 6;
  private static final Target ENOUGH_REPEATS = Target.ratioAtLeast(0.9);
  private static final Target ENOUGH_UNLINKS = Target.ratioAtLeast(0.7);

  @Override
  public String name() {
    return "throughput";
  }

  @Override
  public String what() {
    return "logouts a second, repeats and real unlinks, against a bare HTTP - Kafka - HTTP echo";
  }

  @Override
  public Section measure(Conditions conditions) {
    int each = conditions.quick() ? 300 : 1_500;
    FleetShape shape = FleetShape.of(1, 1, 64);
    try (var fleet = BenchFleet.start(conditions.directory("fleet"), shape);
        var floor = Floor.beside(fleet);
        var tenants = new Tenants(fleet);
        var loop = new ClosedLoop()) {
      List<Instance> instances = tenants.linked(each);
      conditions.say("fleet up, " + each + " instances linked");
      var sides = new Sides(fleet, floor, tenants, loop, instances, conditions.turn());
      sides.lasting(conditions.warmUp()).at(WARM_UP_CALLERS).values().forEach(Rounds.Side::play);
      // The compilers take a quarter of the worker's time until about the fifth.
      for (int turn = 0; turn < (conditions.quick() ? 1 : WARM_UP_TURNS); turn++) {
        sides.at(WARM_UP_CALLERS).get(UNLINKS).play();
      }
      conditions.say("warm");
      Map<Integer, Rounds<Played>> all = new LinkedHashMap<>();
      for (int callers : conditions.callers()) {
        all.put(callers, Rounds.interleaved(conditions.rounds(), sides.at(callers)));
        conditions.say(callers + " callers measured");
      }
      return section(all, each, profiles(conditions, fleet, sides));
    }
  }

  private record Sides(
      BenchFleet fleet,
      Floor floor,
      Tenants tenants,
      ClosedLoop loop,
      List<Instance> instances,
      Duration turn) {
    Sides lasting(Duration other) {
      return new Sides(fleet, floor, tenants, loop, instances, other);
    }

    Map<String, Rounds.Side<Played>> at(int callers) {
      URI gateway = fleet.gateways().getFirst().url();
      List<Exchange> logouts = instances.stream().map(it -> it.logout(gateway)).toList();
      Map<String, Rounds.Side<Played>> sides = new LinkedHashMap<>();
      sides.put(
          UNLINKS,
          () -> {
            tenants.relink(instances);
            openConnections(callers);
            return measured(() -> OnceEach.play(loop, callers, logouts));
          });
      sides.put(ECHO, () -> floor(callers, floor.echo()));
      sides.put(
          REPEATS,
          () -> {
            // Nothing is linked any more; only the first turn of all has something to unlink.
            OnceEach.play(loop, callers, logouts);
            return measured(() -> Steady.play(loop, callers, logouts, turn));
          });
      sides.put(REPEAT_STEPS, () -> floor(callers, floor.echoAfter(1)));
      sides.put(UNLINK_STEPS, () -> unlinkSteps(callers));
      return sides;
    }

    /// Linking takes longer than the gateway keeps a connection that nothing is asked on; with many
    /// callers, opening them anew would be most of what is measured.
    private void openConnections(int callers) {
      Exchange nothing = Exchange.of("GET", fleet.gateways().getFirst().url(), "/nothing", "", "");
      OnceEach.play(loop, callers, Collections.nCopies(callers, nothing)).tally().require(404);
    }

    /// A call of it is two exchanges: the echo after the trips to Redis, and one with WhatsApp.
    private Played unlinkSteps(int callers) {
      Exchange simulator = Latency.askSimulator(fleet);
      Exchange steps = floor.echoAfter(Latency.REDIS_TRIPS);
      return floor(callers, steps, simulator).inCallsOf(2);
    }

    private Played floor(int callers, Exchange... exchanges) {
      return confirmed(
          Played.measured(
              floor::processorTime, () -> Steady.play(loop, callers, List.of(exchanges), turn)));
    }

    private Played measured(Supplier<Steady.Pace> play) {
      return confirmed(Played.measured(fleet, play));
    }

    private static Played confirmed(Played played) {
      played.pace().tally().require(200);
      return played;
    }
  }

  /// Of one more turn of real unlinks in the worker, and of one of repeats in the gateway.
  private static String profiles(Conditions conditions, BenchFleet fleet, Sides sides) {
    Path directory = conditions.directory("profile");
    URI gateway = fleet.gateways().getFirst().url();
    List<Exchange> logouts = sides.instances().stream().map(it -> it.logout(gateway)).toList();
    sides.tenants().relink(sides.instances());
    Profile unlinks =
        Profiling.of(
            fleet.workers().getFirst().jvm(),
            directory.resolve("unlinks.jfr"),
            () -> OnceEach.play(sides.loop(), WARM_UP_CALLERS, logouts));
    Profile repeats =
        Profiling.of(
            fleet.gateways().getFirst().jvm(),
            directory.resolve("repeats.jfr"),
            sides.at(WARM_UP_CALLERS).get(REPEATS)::play);
    return "Where processor time goes, with %d callers. The worker, unlinking: %s. The gateway, repeats: %s."
        .formatted(WARM_UP_CALLERS, unlinks.shown(), repeats.shown());
  }

  private static Section section(Map<Integer, Rounds<Played>> all, int each, String profiles) {
    List<Figure> figures = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    all.forEach(
        (callers, rounds) -> {
          figures.add(row(rounds, callers, REPEATS, ECHO).target(ENOUGH_REPEATS));
          figures.add(row(rounds, callers, REPEATS, REPEAT_STEPS));
          figures.add(row(rounds, callers, REPEAT_STEPS, ECHO));
          figures.add(row(rounds, callers, UNLINKS, ECHO).target(ENOUGH_UNLINKS));
          figures.add(row(rounds, callers, UNLINKS, UNLINK_STEPS));
          figures.add(row(rounds, callers, UNLINK_STEPS, ECHO));
        });
    notes.add(
        "%d real unlinks in each turn; one account's token. The echo is the gateway's own HTTP server in front of Kafka's clients."
            .formatted(each));
    notes.add(
        "\"The steps alone\" are what a call can't do without, with nothing of ours in them: the echo after one `SET` for a repeat (the door), and after %d of them, with one HTTP exchange with the simulator, for an unlink. Events, keep-alives, keys, fences and logs are left out."
            .formatted(Latency.REDIS_TRIPS));
    all.forEach(
        (callers, rounds) -> {
          notes.add(
              "Processor time per call with %d callers: an echo took %s; a repeat %s; a real unlink %s."
                  .formatted(
                      callers,
                      Played.perCall(rounds.of(ECHO)),
                      Played.perCall(rounds.of(REPEATS)),
                      Played.perCall(rounds.of(UNLINKS))));
        });
    notes.add(profiles);
    return new Section("Throughput", figures, List.of(plot(all)), notes);
  }

  private static Figure row(Rounds<Played> rounds, int callers, String side, String floor) {
    return Figure.of(
            "%s, %,d callers".formatted(side, callers),
            Quantity.perSecond(rounds.median(side, Played::perSecond)))
        .against(floor, Quantity.perSecond(rounds.median(floor, Played::perSecond)));
  }

  private static Plot plot(Map<Integer, Rounds<Played>> all) {
    List<Plot.Series> series = new ArrayList<>();
    for (String side : List.of(ECHO, REPEATS, UNLINK_STEPS, UNLINKS)) {
      List<Plot.Point> points = new ArrayList<>();
      all.forEach(
          (callers, rounds) ->
              points.add(new Plot.Point(callers, rounds.median(side, Played::perSecond))));
      series.add(new Plot.Series(side, points));
    }
    return new Plot(
        "callers",
        "Logouts a second",
        new Plot.Axis("callers at once", true),
        new Plot.Axis("calls/s", false),
        series);
  }
}
