package io.linkfleet.bench.proc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// What a JVM of this machine tells through `jcmd`.
public record JvmFigures(long pid) {
  private static final String COLUMNS = " +";

  /// Bytes of all objects that are reachable, counted after a full collection: the same whatever
  /// the collector is.
  public long liveHeapBytes() {
    String total =
        liveObjects().stream()
            .filter(line -> line.startsWith("Total"))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("no total in the histogram"));
    return Long.parseLong(total.strip().split(COLUMNS, -1)[2]);
  }

  /// Every class with its live instances and their bytes, largest first, after a full collection.
  public List<String> liveObjects() {
    return jcmd("GC.class_histogram");
  }

  /// Lets the collector give back what it does not need: twice, for what the first finds late.
  public void collect() {
    jcmd("GC.run");
    jcmd("GC.run");
  }

  public List<String> jcmd(String... words) {
    try {
      String program = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
      List<String> command =
          Stream.concat(Stream.of(program, Long.toString(pid)), Arrays.stream(words)).toList();
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      List<String> said =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .toList();
      if (process.waitFor() != 0) {
        throw new IllegalStateException("jcmd failed: " + said);
      }
      return said;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while jcmd ran", e);
    }
  }
}
