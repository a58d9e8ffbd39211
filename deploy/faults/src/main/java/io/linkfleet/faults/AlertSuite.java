package io.linkfleet.faults;

import io.linkfleet.faults.alert.AlertCheck;
import io.linkfleet.faults.alert.AlertCheck.Episode;
import io.linkfleet.faults.alert.Prometheus;
import io.linkfleet.faults.alert.Provocations;
import io.linkfleet.faults.fleet.Fleet;
import io.linkfleet.faults.fleet.MemberSettings;
import io.linkfleet.faults.process.Parent;
import io.linkfleet.faults.process.Ports;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// The check of alerts as a program. Its first word is a directory with the configuration of a
/// Prometheus, where it also leaves what happened; the second for how many seconds the fleet must
/// be silent while it is well; a third the round of provocations to begin with, 0 without it.
///
/// Exits with 0 when every alert was silent while the fleet was well and fired when it was not.
public final class AlertSuite {
  /// As many as `linkfleet:partitions:expected` says.
  private static final int PARTITIONS = 64;

  private AlertSuite() {}

  public static void main(String[] words) throws IOException {
    Parent.endWithIt();
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Path home = Path.of(words[0]).toAbsolutePath();
    Duration healthy = Duration.ofSeconds(Long.parseLong(words[1]));
    int first = words.length > 2 ? Integer.parseInt(words[2]) : 0;
    List<String> faults = run(home, healthy, first, out);
    faults.forEach(out::println);
    Provocations.NOT_PROVOKED.forEach(name -> out.println("not provoked here: " + name));
    out.println(faults.isEmpty() ? "every alert did what it should" : "NOT every alert did");
    System.exit(faults.isEmpty() ? 0 : 1);
  }

  private static List<String> run(Path home, Duration healthy, int first, PrintStream out)
      throws IOException {
    var random = new Random();
    try (var check = new AlertCheck(out)) {
      var settings =
          MemberSettings.SHORT_WAITS.and(AlertCheck.GATEWAY_SETTINGS, check.workerSettings());
      try (var fleet = new Fleet(home, PARTITIONS, settings, random);
          var prometheus = new Prometheus(home, new Ports(random).next())) {
        Runtime.getRuntime().addShutdownHook(new Thread(fleet::close, "stop"));
        fleet.start();
        prometheus.start(fleet);
        return check.run(fleet, prometheus, healthy, first);
      } finally {
        write(home.resolve("episodes.tsv"), check.episodes());
      }
    }
  }

  private static void write(Path file, List<Episode> episodes) throws IOException {
    List<String> lines = new ArrayList<>();
    episodes.forEach(
        one ->
            lines.add(
                "%d\t%d\t%s"
                    .formatted(
                        one.from().getEpochSecond(), one.to().getEpochSecond(), one.what())));
    Files.write(file, lines);
  }
}
