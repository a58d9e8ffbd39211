package io.linkfleet.faults;

import io.linkfleet.faults.scenario.Fault;
import io.linkfleet.faults.scenario.Scenario;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What the command line says. `duration` is that of the random scenario.
record SuiteOptions(
    long seed,
    Duration duration,
    int instances,
    int partitions,
    int callers,
    List<String> scenarios,
    boolean figures,
    Path home) {
  private static final String RANDOM = "random";
  private static final int RUNS = 3;
  private static final List<Fault> CI =
      List.of(
          Fault.WORKER_KILL,
          Fault.WORKER_FREEZE,
          Fault.WORKER_SLOW,
          Fault.GATEWAY_KILL,
          Fault.BROKER_KILL,
          Fault.REDIS_FAILOVER,
          Fault.CUT_REDIS,
          Fault.UNLINK_STEPS);
  private static final List<Fault> FIGURES =
      List.of(Fault.WORKER_STOP, Fault.WORKER_KILL, Fault.BROKER_KILL, Fault.REDIS_FAILOVER);

  private static Map<String, String> defaults() {
    Map<String, String> defaults = new LinkedHashMap<>();
    defaults.put("--seed", "1");
    defaults.put("--duration", "120");
    defaults.put("--instances", "150");
    defaults.put("--partitions", "24");
    defaults.put("--callers", "10");
    defaults.put("--scenario", String.join(",", known()));
    defaults.put("--figures", "false");
    defaults.put("--home", Path.of("target", "faults").toString());
    return defaults;
  }

  /// Throws [IllegalArgumentException], with what is possible, for what it does not understand.
  static SuiteOptions parse(String... words) {
    Map<String, String> values = defaults();
    for (String word : words) {
      switch (word) {
        case "--ci" -> values.put("--scenario", words(CI));
        case "--figures" -> {
          String all = String.join(",", Collections.nCopies(RUNS, words(FIGURES)));
          values.putAll(Map.of("--scenario", all, "--figures", "true"));
          values.putAll(Map.of("--instances", "1000", "--callers", "3"));
        }
        default -> put(word, values);
      }
    }
    try {
      return new SuiteOptions(
          Long.parseLong(values.get("--seed")),
          Duration.ofSeconds(Long.parseLong(values.get("--duration"))),
          Integer.parseInt(values.get("--instances")),
          Integer.parseInt(values.get("--partitions")),
          Integer.parseInt(values.get("--callers")),
          List.of(values.get("--scenario").split(",")),
          Boolean.parseBoolean(values.get("--figures")),
          Path.of(values.get("--home")));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(usage("a number: " + e.getMessage()), e);
    }
  }

  SuiteOptions {
    Map.of("--instances", instances, "--partitions", partitions, "--callers", callers)
        .forEach(SuiteOptions::requirePositive);
    scenarios.stream()
        .filter(name -> !known().contains(name))
        .findAny()
        .ifPresent(
            unknown -> {
              throw new IllegalArgumentException(usage(unknown));
            });
  }

  private static void requirePositive(String option, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(usage(option + " of at least 1"));
    }
  }

  private static void put(String word, Map<String, String> values) {
    int equals = word.indexOf('=');
    if (equals < 0 || !values.containsKey(word.substring(0, equals))) {
      throw new IllegalArgumentException(usage(word));
    }
    values.put(word.substring(0, equals), word.substring(equals + 1));
  }

  List<Scenario> toPlay() {
    return scenarios.stream()
        .map(
            name -> Fault.ofWord(name).map(Scenario::of).orElseGet(() -> Scenario.random(duration)))
        .toList();
  }

  private static List<String> known() {
    return Stream.concat(Arrays.stream(Fault.values()).map(Fault::word), Stream.of(RANDOM))
        .toList();
  }

  private static String words(List<Fault> faults) {
    return String.join(",", faults.stream().map(Fault::word).toList());
  }

  private static String usage(String word) {
    return """
        not understood: %s
          --seed=1              decides who is hit and what traffic does
          --duration=120        of the scenario "random", in seconds
          --instances=150       linked instances
          --partitions=24       of the topic of commands
          --callers=10          who call at once, without a break
          --scenario=A,B        any of, any number of times: %s
          --ci                  the selection that CI plays
          --figures             what everyday faults cost, 1000 instances, 3 callers, into RESULTS.md
          --home=target/faults  where logs and results go\
        """
        .formatted(word, String.join(" ", known()));
  }
}
