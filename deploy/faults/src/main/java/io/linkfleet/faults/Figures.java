package io.linkfleet.faults;

import io.linkfleet.faults.scenario.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What the faults that happen in every deployment cost, as a page: medians of several runs.
final class Figures {
  private Figures() {}

  /// `outcomes` has each scenario as often as it was played.
  static List<String> page(int instances, int callers, List<Outcome> outcomes) {
    Map<String, List<Outcome>> played =
        outcomes.stream()
            .collect(
                Collectors.groupingBy(Outcome::scenario, LinkedHashMap::new, Collectors.toList()));
    List<String> lines = new ArrayList<>();
    lines.add("# What a fault costs");
    lines.add("");
    lines.add(
        "Medians, and in brackets the worst, of runs of `deploy/faults/run --figures --instances=%d --callers=%d`:"
            .formatted(instances, callers));
    lines.add(
        "three workers, two gateways, three Kafka nodes, Redis with two replicas, all of them, the");
    lines.add("simulator and the callers on one machine with %d cores.".formatted(cores()));
    lines.add("Groups' and nodes' session timeouts are 6 s, the sentinels' patience is 3 s.");
    lines.add("");
    lines.add("| fault | runs | longest call | all online again after | longest offline | held |");
    lines.add("|---|---|---|---|---|---|");
    played.forEach((name, runs) -> lines.add(row(name, runs)));
    return lines;
  }

  private static int cores() {
    return Runtime.getRuntime().availableProcessors();
  }

  private static String row(String name, List<Outcome> runs) {
    return "| %s | %d | %s | %s | %s | %s |"
        .formatted(
            name,
            runs.size(),
            spread(runs, Outcome::longestCall),
            spread(runs, Outcome::back),
            spread(runs, Outcome::longestOffline),
            runs.stream().allMatch(Outcome::held) ? "yes" : "no");
  }

  private static String spread(List<Outcome> runs, Function<Outcome, Duration> of) {
    List<Duration> sorted = runs.stream().map(of).sorted().toList();
    return "%.1f s (%.1f s)"
        .formatted(seconds(sorted.get(sorted.size() / 2)), seconds(sorted.getLast()));
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }
}
