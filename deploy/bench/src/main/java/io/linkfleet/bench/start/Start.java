package io.linkfleet.bench.start;

import io.linkfleet.bench.fleet.BenchFleet;
import io.linkfleet.bench.fleet.FleetShape;
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
import io.linkfleet.bench.sample.Rounds;
import io.linkfleet.bench.tenant.Instance;
import io.linkfleet.bench.tenant.Tenants;
import io.linkfleet.faults.fleet.Member;
import io.linkfleet.faults.process.ServerProcess;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A fresh gateway and a fresh worker, packaged, on a fleet that is there: until they are ready,
/// and the first calls after that.
public final class Start implements Measurement {
  private static final String PLAIN = "without a cache";
  private static final String CACHED = "with a cache";
  private static final int FIRST_CALLS = 1_000;
  private static final int CALLERS = 10;
  private static final Duration STOPPED_WITHIN = Duration.ofSeconds(30);
  private static final double READY_SECONDS = 5;
  private static final double FIRST_TO_WARM = 10;

  @Override
  public String name() {
    return "start";
  }

  @Override
  public String what() {
    return "a fresh gateway and worker until ready, and the first 1,000 calls against warm ones";
  }

  /// Seconds and milliseconds of one start.
  private record Fresh(double gatewayReady, double workerReady, double firstP99, double warmP99) {}

  @Override
  public Section measure(Conditions conditions) {
    FleetShape shape = FleetShape.of(1, 1, 64);
    try (var fleet = BenchFleet.start(conditions.directory("fleet"), shape);
        var tenants = new Tenants(fleet)) {
      List<Instance> instances = tenants.created(FIRST_CALLS);
      fleet.workers().getFirst().process().terminate(STOPPED_WITHIN);
      fleet.gateways().getFirst().process().terminate(STOPPED_WITHIN);
      Path home = conditions.directory("programs");
      Path root = Path.of("..", "..");
      var pair =
          new Pair(
              fleet,
              PackagedProgram.unpacked(root.resolve("api-gateway"), home, shape.gatewayMegabytes()),
              PackagedProgram.unpacked(
                  root.resolve("session-worker"), home, shape.workerMegabytes()),
              instances,
              conditions.turn());
      pair.train();
      conditions.say("caches made");
      Map<String, Rounds.Side<Fresh>> sides = new LinkedHashMap<>();
      sides.put(PLAIN, () -> pair.play(false));
      sides.put(CACHED, () -> pair.play(true));
      return section(Rounds.interleaved(conditions.rounds(), sides));
    }
  }

  private record Pair(
      BenchFleet fleet,
      PackagedProgram gateway,
      PackagedProgram worker,
      List<Instance> instances,
      Duration turn) {
    /// With the calls that the first callers are going to make.
    void train() {
      int workerPort = fleet.freePort();
      int port = fleet.freePort();
      int management = fleet.freePort();
      var owner =
          new Member(
              worker.inTraining(fleet, fleet.workerOptions("worker-1", workerPort)),
              BenchFleet.readiness(workerPort));
      var door =
          new Member(
              gateway.inTraining(fleet, fleet.gatewayOptions("gateway-1", port, management)),
              BenchFleet.readiness(management));
      owner.process().start();
      owner.awaitReady();
      door.process().start();
      door.awaitReady();
      try (var loop = new ClosedLoop()) {
        OnceEach.play(loop, CALLERS, logouts(port));
      }
      gateway.endTraining(door.process());
      worker.endTraining(owner.process());
    }

    Fresh play(boolean cached) {
      int workerPort = fleet.freePort();
      int port = fleet.freePort();
      int management = fleet.freePort();
      Member owner =
          worker.fresh(fleet, cached, fleet.workerOptions("worker-1", workerPort), workerPort);
      Member door =
          gateway.fresh(
              fleet, cached, fleet.gatewayOptions("gateway-1", port, management), management);
      try (var ownerProcess = owner.process();
          var doorProcess = door.process();
          var loop = new ClosedLoop()) {
        double workerReady = secondsUntilReady(owner);
        double gatewayReady = secondsUntilReady(door);
        List<Exchange> logouts = logouts(port);
        double first = p99(OnceEach.play(loop, CALLERS, logouts));
        Steady.play(loop, CALLERS, logouts, turn.multipliedBy(2));
        double warm = p99(Steady.play(loop, CALLERS, logouts, turn));
        doorProcess.terminate(STOPPED_WITHIN);
        ownerProcess.terminate(STOPPED_WITHIN);
        return new Fresh(gatewayReady, workerReady, first, warm);
      }
    }

    private List<Exchange> logouts(int port) {
      URI url = URI.create("http://127.0.0.1:" + port);
      return instances.stream().map(it -> it.logout(url)).toList();
    }

    private static double p99(Steady.Pace pace) {
      return pace.tally().require(200).latencies().millisAt(0.99);
    }

    private static double secondsUntilReady(Member member) {
      ServerProcess process = member.process();
      long began = System.nanoTime();
      process.start();
      member.awaitReady();
      return (System.nanoTime() - began) / 1e9;
    }
  }

  private static Section section(Rounds<Fresh> rounds) {
    List<Figure> figures = new ArrayList<>();
    for (String side : List.of(CACHED, PLAIN)) {
      Target ready = side.equals(CACHED) ? Target.valueAtMost(READY_SECONDS) : Target.NONE;
      Target first = side.equals(CACHED) ? Target.ratioAtMost(FIRST_TO_WARM) : Target.NONE;
      figures.add(
          Figure.of(
                  "gateway ready, " + side,
                  new Quantity(rounds.median(side, Fresh::gatewayReady), "s"))
              .target(ready));
      figures.add(
          Figure.of(
                  "worker ready, " + side,
                  new Quantity(rounds.median(side, Fresh::workerReady), "s"))
              .target(ready));
      figures.add(
          Figure.of(
                  "p99 of the first 1,000 calls, " + side,
                  Quantity.millis(rounds.median(side, Fresh::firstP99)))
              .against("warm p99", Quantity.millis(rounds.median(side, Fresh::warmP99)))
              .target(first));
    }
    return new Section(
        "Start",
        figures,
        List.of(),
        List.of(
            "Both programs as packaged, unpacked (`-Djarmode=tools … extract`), one after the other on a fleet that is up; %d callers. The cache is what a run with `-XX:AOTCacheOutput` leaves that was ready, served the same calls once and was told to stop; it is used with `-XX:AOTCache`."
                .formatted(CALLERS)));
  }
}
