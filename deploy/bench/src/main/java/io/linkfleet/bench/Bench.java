package io.linkfleet.bench;

import io.linkfleet.bench.measure.Measurement;
import io.linkfleet.bench.report.Figure;
import io.linkfleet.bench.report.Origin;
import io.linkfleet.bench.report.Results;
import io.linkfleet.bench.report.Section;
import io.linkfleet.faults.process.Patience;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The measurements as a program: runs those asked for, one after another, and writes each down as
/// soon as it is there. Exits with 0 when all of them could be measured, whether targets were met
/// or not; with 1 when one could not; with 2 for a command line it does not understand.
public final class Bench {
  private static final Duration PARENT_LOOK = Duration.ofSeconds(1);

  private final BenchOptions options;
  private final PrintStream out;
  private final Path home;
  private final Origin origin;

  private Bench(BenchOptions options, PrintStream out, Path home, Origin origin) {
    this.options = options;
    this.out = out;
    this.home = home;
    this.origin = origin;
  }

  public static void main(String[] words) throws IOException {
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    BenchOptions options;
    try {
      options = BenchOptions.parse(Catalogue.ALL, words);
    } catch (BenchOptions.Usage e) {
      (e.isWanted() ? out : System.err).println(e.getMessage());
      System.exit(e.isWanted() ? 0 : 2);
      return;
    }
    endWithParent();
    Path home = options.home().resolve(Instant.now().toString().replaceAll("[:.]", "-"));
    Files.createDirectories(home);
    Origin origin = Origin.here("deploy/bench/run " + String.join(" ", words));
    System.exit(new Bench(options, out, home.toAbsolutePath(), origin).run() ? 0 : 1);
  }

  /// A process whose parent is gone gets another one.
  private static void endWithParent() {
    Optional<ProcessHandle> parent = ProcessHandle.current().parent();
    Thread.ofVirtual()
        .start(
            () -> {
              while (ProcessHandle.current().parent().equals(parent)) {
                Patience.rest(PARENT_LOOK);
              }
              System.exit(1);
            });
  }

  private boolean run() {
    out.println("bench: " + origin.machine() + ", logs in " + home);
    var results = new Results(options.results());
    boolean all = true;
    for (Measurement measurement : options.measurements()) {
      out.println(measurement.name() + ": " + measurement.what());
      try {
        Section section =
            measurement.measure(
                options.conditions(Files.createDirectories(home.resolve(measurement.name())), out));
        results.write(new Results.Entry(measurement.name(), origin, section));
        section.figures().stream().map(Figure::line).forEach(line -> out.println("  " + line));
      } catch (IOException | RuntimeException e) {
        out.println("  could not be measured: " + e);
        e.printStackTrace(out);
        all = false;
      }
    }
    if (Files.isDirectory(options.results())) {
      results.writeTable();
    }
    return all;
  }
}
