package io.linkfleet.bench.profile;

import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/// Shares of one process's time on processors: the compilers, the collector, and the program with
/// the kernel's work for it, by samples of its parts.
public record Profile(double compilers, double collector, Map<Part, Integer> samples) {
  private static final double SMALLEST_SHOWN = 0.015;

  public Profile {
    samples = Map.copyOf(samples);
  }

  /// Such as `compilers 31 %, collector 2 %; the rest: Kafka 40 %, Redis 25 %`. Parts below 2 % are
  /// left out.
  public String shown() {
    double all = samples.values().stream().mapToInt(Integer::intValue).sum();
    StringJoiner parts =
        new StringJoiner(
            ", ",
            String.format(
                Locale.ROOT,
                "compilers %.0f %%, collector %.0f %%; the rest: ",
                100 * compilers,
                100 * collector),
            "");
    samples.entrySet().stream()
        .filter(part -> part.getValue() / all > SMALLEST_SHOWN)
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .forEach(
            part ->
                parts.add(
                    String.format(
                        Locale.ROOT,
                        "%s %.0f %%",
                        part.getKey().shown(),
                        100 * part.getValue() / all)));
    return parts.toString();
  }
}
