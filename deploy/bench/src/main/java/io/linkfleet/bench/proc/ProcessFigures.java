package io.linkfleet.bench.proc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// What Linux says about one process of this machine.
public record ProcessFigures(long pid) {
  private static final int MILLIS_PER_TICK = 10;

  /// Time on a processor since its start, in user and system mode, to 10 ms.
  public Duration cpu() {
    String stat = read("stat");
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    long ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    return Duration.ofMillis(ticks * MILLIS_PER_TICK);
  }

  /// Resident memory of its own and shared, in bytes, from `smaps_rollup`.
  public long residentBytes() {
    return kilobytes(read("smaps_rollup"), "Rss:") * 1024;
  }

  public int threads() {
    return (int) kilobytes(read("status"), "Threads:");
  }

  private static long kilobytes(String text, String name) {
    return text.lines()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(name.length()).replace("kB", "").strip())
        .mapToLong(Long::parseLong)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no " + name));
  }

  private String read(String file) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(pid), file));
    } catch (IOException e) {
      throw new UncheckedIOException("no figures of process " + pid, e);
    }
  }

  /// The files that this process may have open at most, sockets included.
  public static int openFilesLimit() {
    try {
      List<String> limits = Files.readAllLines(Path.of("/proc/self/limits"));
      return limits.stream()
          .filter(line -> line.startsWith("Max open files"))
          .map(line -> line.split(" {2,}", -1)[2])
          .mapToInt(Integer::parseInt)
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
