package io.linkfleet.faults;

import io.linkfleet.faults.chronicle.Chronicle;
import io.linkfleet.faults.fleet.Fleet;
import io.linkfleet.faults.fleet.MemberSettings;
import io.linkfleet.faults.process.Parent;
import io.linkfleet.faults.scenario.Outcome;
import io.linkfleet.faults.scenario.Scenario;
import io.linkfleet.faults.scenario.Stage;
import io.linkfleet.faults.traffic.Door;
import io.linkfleet.faults.traffic.Tenants;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/// The fault suite as a program: starts the fleet, plays the scenarios, prints what came of each.
/// Exits with 0 when every invariant held, with 1 when one did not or the fleet did not start,
/// with 2 for a command line it does not understand.
public final class FaultSuite {
  private static final int MOST_LINES = 20;

  private final SuiteOptions options;
  private final PrintStream out;
  private final Path home;

  private FaultSuite(SuiteOptions options, PrintStream out, Path home) {
    this.options = options;
    this.out = out;
    this.home = home;
  }

  public static void main(String[] words) throws IOException {
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    SuiteOptions options;
    try {
      options = SuiteOptions.parse(words);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
      return;
    }
    Parent.endWithIt();
    Path home = options.home().resolve(Instant.now().toString().replaceAll("[:.]", "-"));
    Files.createDirectories(home);
    System.exit(new FaultSuite(options, out, home.toAbsolutePath()).run() ? 0 : 1);
  }

  private boolean run() {
    out.printf(
        "fault suite: seed %d, %d instances, logs in %s%n",
        options.seed(), options.instances(), home);
    var random = new Random(options.seed());
    try (var chronicle = new Chronicle(home.resolve("chronicle.jsonl"));
        var fleet = new Fleet(home, options.partitions(), MemberSettings.SHORT_WAITS, random)) {
      Runtime.getRuntime().addShutdownHook(new Thread(fleet::close, "stop"));
      Instant before = Instant.now();
      fleet.start();
      var tenants =
          new Tenants(options.instances(), fleet, new Door(fleet.gateways(), chronicle), chronicle);
      Instant up = Instant.now();
      tenants.linkAll();
      out.printf(
          "fleet up in %d s, everybody linked in %d s%n%n",
          Duration.between(before, up).toSeconds(),
          Duration.between(up, Instant.now()).toSeconds());
      return play(new Stage(fleet, tenants, options.callers(), chronicle, random));
    } catch (RuntimeException e) {
      out.println("the fault suite failed: " + e);
      e.printStackTrace(out);
      return false;
    }
  }

  private boolean play(Stage stage) {
    List<String> report = new ArrayList<>();
    List<Outcome> outcomes = new ArrayList<>();
    Set<String> known = new HashSet<>();
    say(report, Outcome.head());
    for (Scenario scenario : options.toPlay()) {
      Outcome outcome = scenario.play(stage).without(known);
      outcomes.add(outcome);
      known.addAll(outcome.violations());
      say(report, outcome.row());
      outcome.violations().stream().limit(MOST_LINES).forEach(line -> say(report, "    " + line));
    }
    say(report, known.isEmpty() ? "every invariant held" : "NOT every invariant held");
    write(home.resolve("report.txt"), report);
    if (options.figures()) {
      write(Path.of("RESULTS.md"), Figures.page(options.instances(), options.callers(), outcomes));
    }
    return known.isEmpty();
  }

  private void say(List<String> report, String line) {
    out.println(line);
    report.add(line);
  }

  private void write(Path file, List<String> lines) {
    try {
      Files.write(file, lines);
    } catch (IOException e) {
      out.println(file + " was not written: " + e.getMessage());
    }
  }
}
