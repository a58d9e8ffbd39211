package io.linkfleet.bench.million;

import io.linkfleet.bench.report.Origin;
import io.linkfleet.bench.report.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/// Writes the plan for a million: what fleets of growing size take, computed from what was
/// measured. Arguments: the directory of results, the file to write.
public final class MillionPlan {
  private static final List<FleetSize> SIZES =
      List.of(new FleetSize(10_000), new FleetSize(100_000), new FleetSize(1_000_000));

  /// `linkfleet.worker.reconnects-per-second` as it comes.
  private static final int PACE = 100;

  /// `linkfleet.worker.session-timeout` as it comes: how long Kafka waits before it takes a dead
  /// worker's partitions away.
  private static final int DETECTION_SECONDS = 6;

  /// One core may be busy so much before it counts as full.
  private static final double FULL = 0.7;

  private final Costs costs;

  private MillionPlan(Costs costs) {
    this.costs = costs;
  }

  public static void main(String[] arguments) throws IOException {
    var results = new Results(Path.of(arguments[0]));
    String page = new MillionPlan(Costs.of(results)).page(origins(results));
    Files.writeString(Path.of(arguments[1]), page);
  }

  private static String origins(Results results) {
    List<String> lines = new ArrayList<>();
    for (Results.Entry entry : results.entries()) {
      if (entry.name().equals("density") || entry.name().equals("takeover")) {
        Origin origin = entry.origin();
        lines.add("`%s` of %s, commit %s".formatted(entry.name(), origin.when(), origin.commit()));
      }
    }
    return String.join("; ", lines);
  }

  private String page(String origins) {
    List<String> lines = new ArrayList<>();
    lines.add("# Plan for a million");
    lines.add("");
    lines.add("Computed by `deploy/bench/plan` from the results in `results/`: " + origins + ".");
    lines.add("Formulas: `io.linkfleet.bench.million`.");
    lines.addAll(List.of("", "## What one costs, measured", "", "| | |", "|---|---|"));
    lines.add(row("worker without connections, resident", bytes(costs.workerBytes())));
    lines.add(row("idle connection, resident", bytes(costs.connectionBytes())));
    lines.add(row("idle connection, CPU", "%.1f µs/s".formatted(costs.idleShareEach() * 1e6)));
    lines.add(row("login, CPU of the worker", "%.2f ms".formatted(costs.loginCpu() * 1e3)));
    lines.add(row("login, CPU of Redis", "%.3f ms".formatted(costs.redisCpuOfLogin() * 1e3)));
    lines.add(row("login, Redis commands", "%.1f".formatted(costs.redisCommandsOfLogin())));
    lines.add(row("instance, Redis memory", bytes(costs.redisBytes())));
    lines.addAll(List.of("", "## What fleets take", ""));
    lines.add("| connected instances | 10k | 100k | 1M |");
    lines.add("|---|---|---|---|");
    size("workers (20,000 each, one lost is no loss)", size -> whole(size.workers()), lines);
    size("partitions of `linkfleet.commands`", size -> whole(size.partitions()), lines);
    size("connections, fullest worker", size -> whole(size.connectionsOfFullest()), lines);
    size("the same once one is lost", size -> whole(size.connectionsOfFullestAfterLoss()), lines);
    size("resident, fullest worker once one is lost", this::residentOfFullest, lines);
    size("resident, all workers", this::residentOfAll, lines);
    size("CPU while idle, fullest worker", this::idleOfFullest, lines);
    size("Redis memory", size -> bytes(costs.redisBytes() * size.instances()), lines);
    lines.addAll(List.of("", "## What happens when", ""));
    lines.add("| | 10k | 100k | 1M |");
    lines.add("|---|---|---|---|");
    size("a worker dies: all online again after", this::afterLoss, lines);
    size("Redis commands/s meanwhile", size -> whole(redisCommands(size.workers() - 1)), lines);
    size("one Redis core meanwhile", size -> percent(redisLoad(size.workers() - 1)), lines);
    size("all workers start at once: all online after", this::afterStart, lines);
    size("the same as fast as worker CPU allows", this::afterStartUnpaced, lines);
    size("logins/s that one Redis bears", size -> whole(redisLogins()), lines);
    size(
        "logins/s of all workers at their pace",
        size -> whole(size.workers() * (double) PACE),
        lines);
    size("first bottleneck", this::bottleneck, lines);
    lines.addAll(List.of("", "## Assumptions", ""));
    lines.add(
        "- %d logins/s per worker (`reconnects-per-second`), %d s until Kafka notices a dead worker, one core counts as full at %.0f %%."
            .formatted(PACE, DETECTION_SECONDS, FULL * 100));
    lines.add(
        "- Costs were measured to the largest size of `density`; beyond one worker they add up.");
    lines.add("- Kafka's part is commands and events: an instance that is idle sends none.");
    return String.join("\n", lines) + "\n";
  }

  private static void size(String what, Function<FleetSize, String> cell, List<String> lines) {
    lines.add("| %s | %s |".formatted(what, String.join(" | ", SIZES.stream().map(cell).toList())));
  }

  private static String row(String what, String value) {
    return "| %s | %s |".formatted(what, value);
  }

  private String residentOfFullest(FleetSize size) {
    return bytes(
        costs.workerBytes() + costs.connectionBytes() * size.connectionsOfFullestAfterLoss());
  }

  private String residentOfAll(FleetSize size) {
    return bytes(costs.workerBytes() * size.workers() + costs.connectionBytes() * size.instances());
  }

  private String idleOfFullest(FleetSize size) {
    return percent(
        costs.idleShareOfNone() + costs.idleShareEach() * size.connectionsOfFullestAfterLoss());
  }

  private String afterLoss(FleetSize size) {
    return seconds(DETECTION_SECONDS + size.loginsOfHeirAfterLoss() / (double) PACE);
  }

  private String afterStart(FleetSize size) {
    double paced = size.connectionsOfFullest() / (double) PACE;
    return seconds(Math.max(paced, size.instances() / redisLogins()));
  }

  private String afterStartUnpaced(FleetSize size) {
    double busy = size.connectionsOfFullest() * costs.loginCpu() / FULL;
    return seconds(Math.max(busy, size.instances() / redisLogins()));
  }

  private double redisCommands(int workers) {
    return Math.min(workers * (double) PACE, redisLogins()) * costs.redisCommandsOfLogin();
  }

  private double redisLoad(int workers) {
    return workers * (double) PACE * costs.redisCpuOfLogin();
  }

  private double redisLogins() {
    return FULL / costs.redisCpuOfLogin();
  }

  /// Whichever is full first when everybody comes online at the workers' own pace.
  private String bottleneck(FleetSize size) {
    double redis = redisLoad(size.workers()) / FULL;
    double worker = PACE * costs.loginCpu() / FULL;
    if (redis > 1) {
      return "Redis (%s of what it bears): shard it, or a lower pace".formatted(percent(redis));
    }
    return "the pace of a worker (its CPU at %s, Redis at %s of what they bear)"
        .formatted(percent(worker), percent(redis));
  }

  private static String bytes(double bytes) {
    if (bytes >= 1e9) {
      return String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
    }
    return bytes >= 1e6
        ? String.format(Locale.ROOT, "%.0f MB", bytes / 1e6)
        : String.format(Locale.ROOT, "%.1f kB", bytes / 1e3);
  }

  private static String seconds(double seconds) {
    return String.format(Locale.ROOT, "%.0f s", seconds);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", share * 100);
  }

  private static String whole(double value) {
    return String.format(Locale.ROOT, "%,.0f", value);
  }
}
