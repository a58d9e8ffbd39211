package io.linkfleet.bench.measure;

import io.linkfleet.bench.proc.ProcessFigures;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// How a measurement runs. `turn` is how long one side of a comparison plays in one round; `home`
/// is where processes keep their state and logs; `out` is for a line on how far it has come.
/// `instances` are no more than a worker of this machine may have open.
public record Conditions(
    boolean quick,
    int rounds,
    Duration turn,
    List<Integer> callers,
    List<Integer> instances,
    List<Integer> partitions,
    Path home,
    PrintStream out) {
  private static final int WARM_UP_SECONDS = 12;

  /// What a process has open besides the sockets of its connections.
  private static final int OTHER_FILES = 500;

  public Conditions {
    callers = List.copyOf(callers);
    int most = ProcessFigures.openFilesLimit() - OTHER_FILES;
    instances = instances.stream().map(count -> Math.min(count, most)).distinct().toList();
    partitions = List.copyOf(partitions);
  }

  /// A directory of its own for one fleet of a measurement.
  public Path directory(String name) {
    try {
      return Files.createDirectories(home.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// How long something is called before it counts: a JVM on a small machine takes that long to
  /// compile what a call runs through.
  public Duration warmUp() {
    return quick ? turn : Duration.ofSeconds(WARM_UP_SECONDS);
  }

  public void say(String line) {
    out.println("  " + line);
  }
}
