package io.linkfleet.faults;

import io.linkfleet.faults.scenario.Fault;
import io.linkfleet.faults.scenario.Scenario;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the command line says. `duration` is that of the random scenario.
record SuiteOptions(
    long seed,
    Duration duration,
    int instances,
    int partitions,
    List<String> scenarios,
    Path home) {
  private static final List<Fault> CI =
      List.of(
          Fault.WORKER_KILL,
          Fault.WORKER_FREEZE,
          Fault.GATEWAY_KILL,
          Fault.BROKER_KILL,
          Fault.REDIS_FAILOVER,
          Fault.CUT_KAFKA,
          Fault.CUT_REDIS,
          Fault.UNLINK_STEPS);

  static SuiteOptions defaults() {
    return new SuiteOptions(
        1,
        Duration.ofMinutes(2),
        150,
        24,
        Stream.concat(Arrays.stream(Fault.values()).map(Fault::word), Stream.of("random")).toList(),
        Path.of("target", "faults"));
  }

  /// Throws [IllegalArgumentException], with what is possible, for what it does not understand.
  static SuiteOptions parse(String... words) {
    SuiteOptions options = defaults();
    for (String word : words) {
      options = word.equals("--ci") ? options.with(names(CI)) : options.with(word);
    }
    return options;
  }

  private SuiteOptions with(String word) {
    int equals = word.indexOf('=');
    String value = word.substring(equals + 1);
    return switch (equals < 0 ? word : word.substring(0, equals)) {
      case "--seed" ->
          new SuiteOptions(Long.parseLong(value), duration, instances, partitions, scenarios, home);
      case "--duration" ->
          new SuiteOptions(
              seed,
              Duration.ofSeconds(Long.parseLong(value)),
              instances,
              partitions,
              scenarios,
              home);
      case "--instances" ->
          new SuiteOptions(seed, duration, Integer.parseInt(value), partitions, scenarios, home);
      case "--partitions" ->
          new SuiteOptions(seed, duration, instances, Integer.parseInt(value), scenarios, home);
      case "--scenario" -> with(List.of(value.split(",")));
      case "--home" ->
          new SuiteOptions(seed, duration, instances, partitions, scenarios, Path.of(value));
      default -> throw new IllegalArgumentException(usage(word));
    };
  }

  private SuiteOptions with(List<String> names) {
    names.stream()
        .filter(name -> !defaults().scenarios().contains(name))
        .findAny()
        .ifPresent(
            unknown -> {
              throw new IllegalArgumentException(usage(unknown));
            });
    return new SuiteOptions(seed, duration, instances, partitions, names, home);
  }

  List<Scenario> toPlay() {
    return scenarios.stream()
        .map(
            name -> Fault.ofWord(name).map(Scenario::of).orElseGet(() -> Scenario.random(duration)))
        .toList();
  }

  private static List<String> names(List<Fault> faults) {
    return faults.stream().map(Fault::word).toList();
  }

  private static String usage(String word) {
    return """
        not understood: %s
          --seed=1            decides who is hit and what traffic does
          --duration=120      of the scenario "random", in seconds
          --instances=150     linked instances
          --partitions=24     of the topic of commands
          --scenario=A,B      one or more of: %s
          --ci                the selection that CI plays
          --home=target/faults  where logs and results go\
        """
        .formatted(word, defaults().scenarios().stream().collect(Collectors.joining(" ")));
  }
}
