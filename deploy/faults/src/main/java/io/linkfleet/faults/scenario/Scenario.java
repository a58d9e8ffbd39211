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
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// One fault, or several, from a healthy fleet to a fleet that has settled.
public final class Scenario {
  private static final Duration BEFORE = Duration.ofSeconds(2);
  private static final Duration HEALTHY_WITHIN = Duration.ofMinutes(2);
  private static final Duration QUIET = Duration.ofSeconds(2);

  private final String name;
  private final Consumer<Stage> faults;

  private Scenario(String name, Consumer<Stage> faults) {
    this.name = name;
    this.faults = faults;
  }

  public static Scenario of(Fault fault) {
    return new Scenario(fault.word(), fault::inflict);
  }

  /// One fault after the other until the time is over; the stage's dice decide which.
  public static Scenario random(Duration duration) {
    return new Scenario(
        "random",
        stage -> {
          Instant end = Instant.now().plus(duration);
          while (Instant.now().isBefore(end)) {
            Fault fault = stage.any(List.of(Fault.values()));
            stage.chronicle().note("random: " + fault.word());
            fault.inflict(stage);
            Patience.rest(Duration.ofMillis(stage.random().nextInt(3_000)));
          }
        });
  }

  public String name() {
    return name;
  }

  public Outcome play(Stage stage) {
    stage.chronicle().note("scenario " + name);
    Instant begin = Instant.now();
    long replaced = stage.fleet().simulator().stat("replaced");
    List<String> violations = new ArrayList<>();
    Instant fault;
    Watch watch = Watch.over(stage.fleet().simulator(), steadyDevices(stage));
    try (watch;
        var _ = Traffic.start(stage.tenants().busy(), seed(stage.random()))) {
      Patience.rest(BEFORE);
      fault = Instant.now();
      faults.accept(stage);
      if (!Patience.await(HEALTHY_WITHIN, () -> isHealthy(stage, watch))) {
        violations.add("the fleet did not recover within " + HEALTHY_WITHIN.toSeconds() + " s");
      }
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
