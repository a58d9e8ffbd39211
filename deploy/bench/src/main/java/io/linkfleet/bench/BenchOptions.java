package io.linkfleet.bench;

import io.linkfleet.bench.measure.Conditions;
import io.linkfleet.bench.measure.Measurement;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What the command line says.
record BenchOptions(
    List<Measurement> measurements,
    boolean quick,
    int rounds,
    Duration turn,
    List<Integer> callers,
    List<Integer> instances,
    List<Integer> partitions,
    Path results,
    Path home) {
  /// Thrown for what is not understood, and for `--help`, with what is possible.
  static final class Usage extends IllegalArgumentException {
    private final boolean wanted;

    private Usage(String message, boolean wanted) {
      super(message);
      this.wanted = wanted;
    }

    boolean isWanted() {
      return wanted;
    }
  }

  private static final Map<String, String> FULL =
      ordered(
          "--rounds", "5",
          "--turn", "4",
          "--callers", "64,256,1024",
          "--instances", "1000,5000,20000",
          "--partitions", "8,64,256",
          "--results", "results",
          "--home", Path.of("target", "bench").toString());
  private static final Map<String, String> QUICK =
      ordered(
          "--rounds", "2",
          "--turn", "1",
          "--callers", "64",
          "--instances", "200,400",
          "--partitions", "8,64",
          "--results", Path.of("target", "results").toString());

  static BenchOptions parse(List<Measurement> known, String... words) {
    Map<String, String> values = new LinkedHashMap<>(FULL);
    values.put("--only", String.join(",", names(known)));
    boolean quick = Arrays.asList(words).contains("--quick");
    if (quick) {
      values.putAll(QUICK);
    }
    for (String word : words) {
      switch (word) {
        case "--quick" -> {}
        case "--help" -> throw new Usage(usage(known), true);
        default -> put(word, values, known);
      }
    }
    try {
      return new BenchOptions(
          chosen(values.get("--only"), known),
          quick,
          Integer.parseInt(values.get("--rounds")),
          Duration.ofSeconds(Long.parseLong(values.get("--turn"))),
          numbers(values.get("--callers")),
          numbers(values.get("--instances")),
          numbers(values.get("--partitions")),
          Path.of(values.get("--results")),
          Path.of(values.get("--home")));
    } catch (NumberFormatException e) {
      throw refused("a number: " + e.getMessage(), known);
    }
  }

  Conditions conditions(Path directory, PrintStream out) {
    return new Conditions(quick, rounds, turn, callers, instances, partitions, directory, out);
  }

  private static List<Measurement> chosen(String words, List<Measurement> known) {
    List<String> names = words.isEmpty() ? List.of() : List.of(words.split(",", -1));
    return names.stream()
        .map(
            name ->
                known.stream()
                    .filter(one -> one.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> refused(name, known)))
        .toList();
  }

  private static void put(String word, Map<String, String> values, List<Measurement> known) {
    int equals = word.indexOf('=');
    if (equals < 0 || !values.containsKey(word.substring(0, equals))) {
      throw refused(word, known);
    }
    values.put(word.substring(0, equals), word.substring(equals + 1));
  }

  private static List<Integer> numbers(String words) {
    return Arrays.stream(words.split(",", -1)).map(Integer::valueOf).toList();
  }

  private static List<String> names(List<Measurement> known) {
    return known.stream().map(Measurement::name).toList();
  }

  private static Map<String, String> ordered(String... words) {
    Map<String, String> ordered = new LinkedHashMap<>();
    for (int i = 0; i < words.length; i += 2) {
      ordered.put(words[i], words[i + 1]);
    }
    return ordered;
  }

  private static Usage refused(String word, List<Measurement> known) {
    return new Usage("not understood: " + word + "\n" + usage(known), false);
  }

  private static String usage(List<Measurement> known) {
    StringBuilder usage = new StringBuilder("deploy/bench/run [options]\n");
    usage.append("  --only=A,B                 any of the measurements below; all without it\n");
    usage.append(
        "  --quick                    small and short, to see that it works; the results\n");
    usage.append("                             then go to target/results\n");
    usage.append("  --rounds=5                 turns of each side of a comparison\n");
    usage.append("  --turn=4                   seconds of one turn\n");
    usage.append("  --callers=64,256,1024      calls under way at once, one figure for each\n");
    usage.append("  --instances=1000,5000,20000\n");
    usage.append("  --partitions=8,64,256      of the topic of commands\n");
    usage.append("  --results=results          where the table, the figures and the plots go\n");
    usage.append("  --home=target/bench        where processes keep their state and logs\n");
    usage.append("measurements:\n");
    for (Measurement one : known) {
      usage.append("  %-14s %s%n".formatted(one.name(), one.what()));
    }
    return usage.toString().stripTrailing();
  }
}
