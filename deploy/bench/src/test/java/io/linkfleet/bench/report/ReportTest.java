package io.linkfleet.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
  private static final Origin ORIGIN =
      new Origin("2026-01-01T00:00:00Z", "abc", "a machine", "versions", "run");

  private static Figure latency(double ours, double floor) {
    return Figure.of("p50", Quantity.millis(ours))
        .against("ping-pong", Quantity.millis(floor))
        .target(Target.ratioAtMost(2));
  }

  private static Results.Entry entry(String name, Figure figure) {
    var plot =
        new Plot(
            "load",
            "Load & more",
            new Plot.Axis("callers", true),
            new Plot.Axis("calls/s", false),
            List.of(
                new Plot.Series(
                    "ours", List.of(new Plot.Point(64, 900), new Plot.Point(1024, 1800)))));
    var section = new Section("About " + name, List.of(figure), List.of(plot), List.of("A note."));
    return new Results.Entry(name, ORIGIN, section);
  }

  @Nested
  class AFigure {
    @Test
    void meetsItsTargetByItsRatio() {
      assertThat(latency(4, 2).verdict()).isEqualTo(Verdict.MET);
      assertThat(latency(4.1, 2).verdict()).isEqualTo(Verdict.MISSED);
    }

    @Test
    void meetsItsTargetByItself() {
      Figure figure = Figure.of("logouts", Quantity.perSecond(1200));
      assertThat(figure.target(Target.valueAtLeast(1000)).verdict()).isEqualTo(Verdict.MET);
      assertThat(figure.verdict()).isEqualTo(Verdict.NONE);
    }

    @Test
    void isNotJudgedByARatioItDoesNotHave() {
      assertThatThrownBy(() -> Figure.of("p50", Quantity.millis(1)).target(Target.ratioAtMost(2)))
          .hasMessageContaining("no reference");
    }

    @Test
    void showsWhatItWasHeldAgainst() {
      assertThat(latency(3, 2).row())
          .isEqualTo("| p50 | 3.00 ms | ping-pong: 2.00 ms | 1.50x | ≤ 2.00x | met |");
    }
  }

  @Nested
  class TheDirectoryOfResults {
    @TempDir Path directory;

    @Test
    void keepsWhatOtherRunsMeasured() throws IOException {
      var results = new Results(directory);
      results.write(entry("latency", latency(3, 2)));
      results.write(entry("start", latency(5, 2)));
      assertThat(Files.readString(directory.resolve("table.md")))
          .contains("## About latency", "## About start", "**missed**", "commit abc", "A note.");
    }

    @Test
    void replacesWhatIsMeasuredAgain() throws IOException {
      var results = new Results(directory);
      results.write(entry("latency", latency(5, 2)));
      results.write(entry("latency", latency(3, 2)));
      assertThat(results.entries()).hasSize(1);
      assertThat(Files.readString(directory.resolve("table.md"))).doesNotContain("**missed**");
    }

    @Test
    void holdsEachPlotAsAnSvgThatTheTableShows() throws IOException {
      new Results(directory).write(entry("latency", latency(3, 2)));
      assertThat(Files.readString(directory.resolve("latency-load.svg")))
          .startsWith("<svg")
          .contains("Load &amp; more", "<polyline", "</svg>");
      assertThat(Files.readString(directory.resolve("table.md")))
          .contains("![Load & more](latency-load.svg)");
    }
  }
}
