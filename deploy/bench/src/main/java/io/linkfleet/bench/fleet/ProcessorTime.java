package io.linkfleet.bench.fleet;

import io.linkfleet.faults.process.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/// How much processor time each part of a fleet has had since it began, in microseconds. Unlike
/// the time that passes, it hardly depends on what else the machine is doing.
public record ProcessorTime(Map<String, Long> micros) {
  private static final long MICROS_PER_TICK = 10_000;
  private static final int USER_TIME = 11;
  private static final int SYSTEM_TIME = 12;

  public static ProcessorTime of(BenchFleet fleet) {
    return of(
        fleet.gateways().stream().map(Node::process).toList(),
        fleet.workers().stream().map(Node::process).toList(),
        fleet);
  }

  /// The same with other programs in the place of the fleet's gateways and workers.
  public static ProcessorTime of(
      List<ServerProcess> gateways, List<ServerProcess> workers, BenchFleet fleet) {
    Map<String, Long> micros = new LinkedHashMap<>();
    micros.put("gateway", sum(gateways));
    micros.put("worker", sum(workers));
    micros.put("Kafka", micros(fleet.brokerProcess()));
    micros.put("Redis", micros(fleet.redisProcess()));
    micros.put("simulator", micros(fleet.simulator().member().process()));
    return new ProcessorTime(micros);
  }

  public ProcessorTime minus(ProcessorTime earlier) {
    Map<String, Long> spent = new LinkedHashMap<>();
    micros.forEach((part, now) -> spent.put(part, now - earlier.micros().get(part)));
    return new ProcessorTime(spent);
  }

  public ProcessorTime plus(ProcessorTime other) {
    Map<String, Long> sum = new LinkedHashMap<>(other.micros());
    micros.forEach((part, more) -> sum.merge(part, more, Long::sum));
    return new ProcessorTime(sum);
  }

  /// What our own programs and what they stand on took; the simulator is neither.
  public long ofFleet() {
    return micros.entrySet().stream()
        .filter(part -> !part.getKey().equals("simulator"))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  public long of(String part) {
    return micros.get(part);
  }

  /// For a note, divided among so many calls.
  public String perCall(long calls) {
    StringJoiner words = new StringJoiner(", ");
    micros.forEach(
        (part, spent) ->
            words.add(
                String.format(Locale.ROOT, "%s %d µs", part, Math.round(spent / (double) calls))));
    return words.toString();
  }

  private static long sum(Iterable<ServerProcess> processes) {
    long sum = 0;
    for (ServerProcess process : processes) {
      sum += micros(process);
    }
    return sum;
  }

  /// Linux counts in hundredths of a second.
  private static long micros(ServerProcess process) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return (Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME]))
          * MICROS_PER_TICK;
    } catch (IOException e) {
      throw new UncheckedIOException("no processor time of " + process.name(), e);
    }
  }
}
