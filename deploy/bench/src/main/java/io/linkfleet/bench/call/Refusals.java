package io.linkfleet.bench.call;

import io.linkfleet.bench.fleet.BenchFleet;
import io.linkfleet.bench.fleet.FleetShape;
import io.linkfleet.bench.floor.Floor;
import io.linkfleet.bench.load.ClosedLoop;
import io.linkfleet.bench.load.Exchange;
import io.linkfleet.bench.load.Steady;
import io.linkfleet.bench.measure.Conditions;
import io.linkfleet.bench.measure.Measurement;
import io.linkfleet.bench.profile.Profile;
import io.linkfleet.bench.profile.Profiling;
import io.linkfleet.bench.report.Figure;
import io.linkfleet.bench.report.Quantity;
import io.linkfleet.bench.report.Section;
import io.linkfleet.bench.report.Target;
import io.linkfleet.bench.sample.Rounds;
import io.linkfleet.bench.tenant.Tenants;
import java.net.URI;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// How fast callers are turned away: tokens that nobody has, and a token that is over its limit.
public final class Refusals implements Measurement {
  private static final String UNKNOWN = "401";
  private static final String LIMITED = "429";
  private static final String CONSTANT = "a constant";
  private static final String TRIPS = "a constant after two trips to Redis";
  private static final int REDIS_TRIPS = 2;
  private static final int CALLERS = 64;
  private static final int TOKENS = 500;
  private static final Target ENOUGH = Target.ratioAtLeast(0.5);

  @Override
  public String name() {
    return "refusals";
  }

  @Override
  public String what() {
    return "401 and 429 answers a second against the same HTTP server answering a constant";
  }

  @Override
  public Section measure(Conditions conditions) {
    FleetShape shape =
        FleetShape.of(1, 1, 8).gatewaysWith("--linkfleet.limits.strangers=100000000");
    try (var fleet = BenchFleet.start(conditions.directory("fleet"), shape);
        var floor = Floor.beside(fleet);
        var tenants = new Tenants(fleet);
        var loop = new ClosedLoop()) {
      String limited = tenants.account("limited", 1);
      Map<String, List<Exchange>> exchanges = new LinkedHashMap<>();
      exchanges.put(UNKNOWN, strangers(fleet));
      exchanges.put(LIMITED, List.of(logout(fleet, limited)));
      exchanges.put(CONSTANT, List.of(floor.constant()));
      exchanges.put(TRIPS, List.of(floor.constantAfter(REDIS_TRIPS)));
      tenants.once(logout(fleet, limited));
      Map<String, Integer> statuses = new HashMap<>(Map.of(UNKNOWN, 401, LIMITED, 429));
      Map<String, Rounds.Side<Played>> sides = new LinkedHashMap<>();
      exchanges.forEach(
          (side, asked) ->
              sides.put(
                  side,
                  () -> {
                    Played played =
                        Played.measured(
                            fleet, () -> Steady.play(loop, CALLERS, asked, conditions.turn()));
                    // A limit of one a minute lets one pass now and then.
                    played
                        .pace()
                        .tally()
                        .requireAllBut(
                            side.equals(LIMITED) ? 1 : 0, statuses.getOrDefault(side, 200));
                    return played;
                  }));
      exchanges.values().forEach(asked -> Steady.play(loop, CALLERS, asked, conditions.warmUp()));
      Rounds.interleaved(1, sides);
      conditions.say("warm");
      Rounds<Played> rounds = Rounds.interleaved(conditions.rounds(), sides);
      Profile unknown = profile(conditions, fleet, "unknown", sides.get(UNKNOWN));
      Profile limits = profile(conditions, fleet, "limited", sides.get(LIMITED));
      return section(rounds, unknown, limits);
    }
  }

  private static List<Exchange> strangers(BenchFleet fleet) {
    return IntStream.range(0, TOKENS).mapToObj(i -> logout(fleet, "%032x".formatted(i))).toList();
  }

  private static Exchange logout(BenchFleet fleet, String token) {
    URI gateway = fleet.gateways().getFirst().url();
    return Exchange.of("DELETE", gateway, "/api/instance/logout/instance-1", token, "");
  }

  private static Profile profile(
      Conditions conditions, BenchFleet fleet, String name, Rounds.Side<Played> side) {
    return Profiling.of(
        fleet.gateways().getFirst().jvm(),
        conditions.directory("profile").resolve(name + ".jfr"),
        side::play);
  }

  private static Section section(Rounds<Played> rounds, Profile unknown, Profile limits) {
    return new Section(
        "Refusals",
        List.of(
            row(rounds, UNKNOWN, CONSTANT).target(ENOUGH),
            row(rounds, UNKNOWN, TRIPS),
            row(rounds, TRIPS, CONSTANT),
            row(rounds, LIMITED, CONSTANT).target(ENOUGH)),
        List.of(),
        List.of(
            "%d callers. A 401 is a token of the right form that nobody has, and is counted against its address; each refusal writes its line to the log."
                .formatted(CALLERS),
            "A 401 asks Redis twice, for the token and then for the address, whose keys are in different slots: \"a constant after two trips to Redis\" is the same server that makes two `SET`s before it answers, and nothing else.",
            "Processor time per answer: a 401 took %s; a 429 %s."
                .formatted(Played.perCall(rounds.of(UNKNOWN)), Played.perCall(rounds.of(LIMITED))),
            "Where the gateway's processor time goes: a 401: %s. A 429: %s."
                .formatted(unknown.shown(), limits.shown())));
  }

  private static Figure row(Rounds<Played> rounds, String side, String floor) {
    String what = side.equals(TRIPS) ? side : side + " answers";
    return Figure.of(what, Quantity.perSecond(rounds.median(side, Played::perSecond)))
        .against(floor, Quantity.perSecond(rounds.median(floor, Played::perSecond)));
  }
}
