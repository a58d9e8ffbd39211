package io.linkfleet.faults.scenario;

import io.linkfleet.faults.chronicle.Call;
import io.linkfleet.faults.chronicle.Device;
import io.linkfleet.faults.process.Patience;
import io.linkfleet.faults.traffic.Subject;
import io.linkfleet.faults.traffic.Traffic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// One fault, or several, from a healthy fleet to a fleet that has settled.
public final class Scenario {
  private static final Duration BEFORE = Duration.ofSeconds(2);
  private static final Duration HEALTHY_WITHIN = Duration.ofMinutes(2);
  private static final Duration QUIET = Duration.ofSeconds(2);
  private static final Duration CALM = Duration.ofSeconds(3);

  private static final Executor THREADS = Thread.ofVirtual()::start;

  private final String name;
  private final Consumer<Stage> faults;

  private Scenario(String name, Consumer<Stage> faults) {
    this.name = name;
    this.faults = faults;
  }

  public static Scenario of(Fault fault) {
    return new Scenario(fault.word(), fault::inflict);
  }

  /// Faults, alone or two that meet different parts at once, until the time is over; the stage's
  /// dice decide which.
  public static Scenario random(Duration duration) {
    return new Scenario(
        "random",
        stage -> {
          Instant end = Instant.now().plus(duration);
          while (Instant.now().isBefore(end)) {
            inflictTogether(stage, Fault.some(stage));
            Patience.rest(Duration.ofMillis(stage.random().nextInt(3_000)));
          }
        });
  }

  private static void inflictTogether(Stage stage, List<Fault> together) {
    stage.chronicle().note("random: " + together);
    List<CompletableFuture<Void>> under =
        together.stream()
            .map(fault -> CompletableFuture.runAsync(() -> fault.inflict(stage), THREADS))
            .toList();
    under.forEach(CompletableFuture::join);
  }

  public String name() {
    return name;
  }

  public Outcome play(Stage stage) {
    stage.chronicle().note("scenario " + name);
    Instant begin = Instant.now();
    long replaced = stage.fleet().simulator().stat("replaced");
    List<String> violations = new ArrayList<>();
    awaitCalm(stage);
    Instant fault;
    Watch watch;
    try (var _ = Traffic.start(stage.tenants().busy(), stage.callers(), seed(stage.random()))) {
      Patience.rest(BEFORE);
      fault = Instant.now();
      watch = Watch.over(stage.fleet().simulator(), steadyDevices(stage));
      faults.accept(stage);
      if (!Patience.await(HEALTHY_WITHIN, () -> isHealthy(stage, watch))) {
        violations.add("the fleet did not recover within " + HEALTHY_WITHIN.toSeconds() + " s");
      }
      watch.close();
    }
    violations.addAll(new Inspector(stage).violations(begin, replaced));
    List<Call> calls = stage.chronicle().callsSince(begin);
    return new Outcome(
        name,
        calls.size(),
        calls.stream().filter(call -> call.status() >= 500).count(),
        Inspector.longest(calls),
        watch.mostOffline(),
        watch.firstBack().map(back -> Duration.between(fault, back)).orElse(Duration.ZERO),
        watch.longest(),
        violations);
  }

  /// What the scenario before has set going, a rebalance for one, is over.
  private static void awaitCalm(Stage stage) {
    try (Watch watch = Watch.over(stage.fleet().simulator(), steadyDevices(stage))) {
      Patience.require("a calm fleet", HEALTHY_WITHIN, () -> watch.everybodyOnlineFor(CALM));
    }
  }

  private static boolean isHealthy(Stage stage, Watch watch) {
    return watch.everybodyOnlineFor(QUIET)
        && stage.fleet().redis().isWhole()
        && stage.fleet().brokers().isWhole();
  }

  private static Set<String> steadyDevices(Stage stage) {
    Set<String> steady =
        stage.tenants().steady().stream().map(Subject::name).collect(Collectors.toSet());
    return stage.chronicle().devices().stream()
        .filter(device -> steady.contains(device.instance()) && device.isWanted())
        .map(Device::jid)
        .collect(Collectors.toSet());
  }

  private static long seed(Random random) {
    return random.nextInt(1_000_000);
  }
}
