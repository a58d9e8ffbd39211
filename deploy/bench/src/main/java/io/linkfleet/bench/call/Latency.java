package io.linkfleet.bench.call;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.linkfleet.bench.fleet.BenchFleet;
import io.linkfleet.bench.fleet.FleetShape;
import io.linkfleet.bench.floor.Floor;
import io.linkfleet.bench.floor.PingPong;
import io.linkfleet.bench.load.ClosedLoop;
import io.linkfleet.bench.load.Exchange;
import io.linkfleet.bench.load.OnceEach;
import io.linkfleet.bench.load.Steady;
import io.linkfleet.bench.measure.Conditions;
import io.linkfleet.bench.measure.Measurement;
import io.linkfleet.bench.report.Figure;
import io.linkfleet.bench.report.Quantity;
import io.linkfleet.bench.report.Section;
import io.linkfleet.bench.report.Target;
import io.linkfleet.bench.sample.Percentiles;
import io.linkfleet.bench.sample.Rounds;
import io.linkfleet.bench.tenant.Instance;
import io.linkfleet.bench.tenant.Tenants;
import io.linkfleet.faults.process.Patience;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One caller, one connected instance after the other: how long a confirmed logout takes through
/// everything, beside one echo over the same broker.
public final class Latency implements Measurement {
  private static final String LOGOUT = "logout";
  private static final String REPEAT = "repeat";
  private static final String RAW = "ping-pong";
  private static final String HTTP = "HTTP echo";
  private static final int WARM_UP_CALLERS = 64;

  /// Of real logouts: the compilers want about ten thousand.
  private static final int WARM_UP_TURNS = 20;

  private static final String RESTED_LOGOUT = "logout after a rest";
  private static final String RESTED_ECHO = "HTTP echo after a rest";

  /// Longer than what a logout leaves to be done takes.
  private static final Duration REST = Duration.ofMillis(50);

  private static final int RESTS = 150;
  private static final String CHAIN = "its steps alone";

  /// Round trips to Redis that a real logout waits for: the door together with the name, and the
  /// two fenced writes before and after the unlink.
  static final int REDIS_TRIPS = 3;

  @Override
  public String name() {
    return "latency";
  }

  @Override
  public String what() {
    return "one caller, warm: a real logout through HTTP against a raw Kafka ping-pong";
  }

  @Override
  public Section measure(Conditions conditions) {
    int each = conditions.quick() ? 100 : 500;
    FleetShape shape = FleetShape.of(1, 1, 64);
    try (var fleet = BenchFleet.start(conditions.directory("fleet"), shape);
        var floor = Floor.beside(fleet);
        var raw = floor.raw();
        var tenants = new Tenants(fleet);
        var client = RedisClient.create("redis://127.0.0.1:" + fleet.redisPort());
        var plain = client.connect();
        var loop = new ClosedLoop()) {
      List<Instance> instances = tenants.linked(each);
      conditions.say("fleet up, " + each + " instances linked");
      List<Stages> stages = new ArrayList<>();
      Map<String, Rounds.Side<Percentiles>> sides = new LinkedHashMap<>();
      sides.put(LOGOUT, () -> logouts(fleet, tenants, loop, instances, stages));
      sides.put(RAW, () -> echoes(raw, each));
      sides.put(REPEAT, () -> repeats(fleet, loop, 1, instances, conditions.turn()));
      sides.put(
          HTTP,
          () ->
              Steady.play(loop, 1, List.of(floor.echo()), conditions.turn())
                  .tally()
                  .require(200)
                  .latencies());
      sides.put(RESTED_LOGOUT, () -> restedLogouts(fleet, tenants, loop, instances));
      sides.put(RESTED_ECHO, () -> rested(loop, Collections.nCopies(RESTS, floor.echo())));
      sides.put(CHAIN, () -> steps(fleet, floor, loop, plain, each));
      Steady.play(loop, WARM_UP_CALLERS, List.of(floor.echo()), conditions.warmUp());
      repeats(fleet, loop, WARM_UP_CALLERS, instances, conditions.warmUp());
      for (int turn = 0; turn < (conditions.quick() ? 1 : WARM_UP_TURNS); turn++) {
        tenants.relink(instances);
        OnceEach.play(loop, WARM_UP_CALLERS, logouts(fleet, instances));
      }
      Rounds.interleaved(conditions.quick() ? 1 : 3, sides);
      conditions.say("warm");
      stages.clear();
      return section(Rounds.interleaved(conditions.rounds(), sides), each, stages);
    }
  }

  private static Percentiles logouts(
      BenchFleet fleet,
      Tenants tenants,
      ClosedLoop loop,
      List<Instance> instances,
      List<Stages> stages) {
    tenants.relink(instances);
    Stages before = Stages.of(fleet);
    Percentiles latencies =
        OnceEach.play(loop, 1, logouts(fleet, instances)).tally().require(200).latencies();
    stages.add(Stages.of(fleet).since(before));
    return latencies;
  }

  private static List<Exchange> logouts(BenchFleet fleet, List<Instance> instances) {
    URI gateway = fleet.gateways().getFirst().url();
    return instances.stream().map(it -> it.logout(gateway)).toList();
  }

  /// Of instances that the last turn has logged out.
  private static Percentiles repeats(
      BenchFleet fleet, ClosedLoop loop, int callers, List<Instance> instances, Duration turn) {
    return Steady.play(loop, callers, logouts(fleet, instances), turn)
        .tally()
        .require(200)
        .latencies();
  }

  private static Percentiles restedLogouts(
      BenchFleet fleet, Tenants tenants, ClosedLoop loop, List<Instance> instances) {
    tenants.relink(instances);
    List<Exchange> logouts = logouts(fleet, instances);
    int some = Math.min(RESTS, logouts.size());
    Percentiles latencies = rested(loop, logouts.subList(0, some));
    OnceEach.play(loop, WARM_UP_CALLERS, logouts.subList(some, logouts.size()));
    return latencies;
  }

  /// Each after a while in which nothing is asked.
  private static Percentiles rested(ClosedLoop loop, List<Exchange> exchanges) {
    long[] nanos = new long[exchanges.size()];
    for (int i = 0; i < nanos.length; i++) {
      Patience.rest(REST);
      Steady.Pace pace = OnceEach.play(loop, 1, exchanges.subList(i, i + 1));
      nanos[i] = pace.tally().require(200).latencies().nanosAt(1);
    }
    return new Percentiles(nanos);
  }

  private static Percentiles echoes(PingPong raw, int count) {
    long[] nanos = new long[count];
    for (int i = 0; i < count; i++) {
      long began = System.nanoTime();
      raw.ask();
      nanos[i] = System.nanoTime() - began;
    }
    return new Percentiles(nanos);
  }

  /// What no logout can be faster than: an HTTP echo over Kafka, so many `SET`s one after the
  /// other, and one exchange with the simulator.
  private static Percentiles steps(
      BenchFleet fleet,
      Floor floor,
      ClosedLoop loop,
      StatefulRedisConnection<String, String> plain,
      int count) {
    Exchange simulator = askSimulator(fleet);
    long[] nanos = new long[count];
    for (int i = 0; i < count; i++) {
      long began = System.nanoTime();
      OnceEach.play(loop, 1, List.of(floor.echo(), simulator));
      for (int trip = 0; trip < REDIS_TRIPS; trip++) {
        plain.sync().set("bench:step", "1");
      }
      nanos[i] = System.nanoTime() - began;
    }
    return new Percentiles(nanos);
  }

  /// The least it can be asked.
  static Exchange askSimulator(BenchFleet fleet) {
    return Exchange.of("GET", fleet.simulator().url(), "/phones/5511900000000/devices", "", "");
  }

  private static Section section(Rounds<Percentiles> rounds, int each, List<Stages> stages) {
    return new Section(
        "Latency of one call",
        List.of(
            row(rounds, "p50 of a real logout", LOGOUT, 0.5, RAW, Target.ratioAtMost(2)),
            row(rounds, "p99 of a real logout", LOGOUT, 0.99, RAW, Target.ratioAtMost(3)),
            row(rounds, "p50 of a real logout", LOGOUT, 0.5, HTTP, Target.NONE),
            row(rounds, "p50 of a real logout", LOGOUT, 0.5, CHAIN, Target.NONE),
            row(rounds, "p99 of a real logout", LOGOUT, 0.99, CHAIN, Target.NONE),
            row(rounds, "p50 of its steps alone", CHAIN, 0.5, RAW, Target.NONE),
            row(rounds, "p50 of a repeat", REPEAT, 0.5, RAW, Target.NONE),
            row(rounds, "p99 of a repeat", REPEAT, 0.99, RAW, Target.NONE),
            row(rounds, "p50 of a repeat", REPEAT, 0.5, HTTP, Target.NONE),
            row(
                rounds,
                "p50 of a real logout after a rest",
                RESTED_LOGOUT,
                0.5,
                RESTED_ECHO,
                Target.NONE)),
        List.of(),
        List.of(
            "One caller; %d real logouts and %d echoes in each of %d turns. The simulator answers at once."
                .formatted(each, each, rounds.of(LOGOUT).size()),
            "\"Its steps alone\" is what a confirmed logout can't do without, one after the other and with nothing of ours in it: an HTTP echo over Kafka, %d round trips to Redis (door and name together, fenced write before the unlink, fenced write after it) and one exchange with the simulator. The ping-pong has none of these but the echo, so the ratio to it can't fall below that of the steps."
                .formatted(REDIS_TRIPS),
            "\"After a rest\": before each of %d calls nothing is asked for %d ms, so that what the last one left to be done (its events, offsets and log, the end of its connection) takes no processor from the next."
                .formatted(RESTS, REST.toMillis()),
            "A real logout by the fleet's own metrics, as means: %s."
                .formatted(stages.stream().reduce(Stages::plus).orElseThrow().shown())));
  }

  private static Figure row(
      Rounds<Percentiles> rounds,
      String what,
      String side,
      double share,
      String floor,
      Target target) {
    return Figure.of(what, Quantity.millis(rounds.median(side, it -> it.millisAt(share))))
        .against(floor, Quantity.millis(rounds.median(floor, it -> it.millisAt(share))))
        .target(target);
  }
}
