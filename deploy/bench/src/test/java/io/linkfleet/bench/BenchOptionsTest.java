package io.linkfleet.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkfleet.bench.measure.Conditions;
import io.linkfleet.bench.measure.Measurement;
import io.linkfleet.bench.report.Section;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class BenchOptionsTest {
  private record Named(String name) implements Measurement {
    @Override
    public String what() {
      return "what " + name + " is";
    }

    @Override
    public Section measure(Conditions conditions) {
      throw new UnsupportedOperationException();
    }
  }

  private static final List<Measurement> KNOWN = List.of(new Named("latency"), new Named("start"));

  @Test
  void withoutAnyEverythingIsMeasured() {
    assertThat(BenchOptions.parse(KNOWN).measurements()).isEqualTo(KNOWN);
  }

  @Test
  void eachSaysWhatItSays() {
    BenchOptions options =
        BenchOptions.parse(KNOWN, "--only=start", "--rounds=7", "--turn=2", "--callers=1,2");
    assertThat(options.measurements()).extracting(Measurement::name).containsExactly("start");
    assertThat(options.rounds()).isEqualTo(7);
    assertThat(options.turn()).isEqualTo(Duration.ofSeconds(2));
    assertThat(options.callers()).containsExactly(1, 2);
  }

  @Test
  void aQuickRunDoesNotTouchTheResults() {
    assertThat(BenchOptions.parse(KNOWN, "--quick").results())
        .isEqualTo(Path.of("target", "results"));
  }

  @Test
  void whatIsNotUnderstoodIsSaidWithWhatIsPossible() {
    assertThatThrownBy(() -> BenchOptions.parse(KNOWN, "--only=rain"))
        .hasMessageContaining("not understood: rain")
        .hasMessageContaining("what latency is");
    assertThatThrownBy(() -> BenchOptions.parse(KNOWN, "--speed=7"))
        .hasMessageContaining("--speed");
    assertThatThrownBy(() -> BenchOptions.parse(KNOWN, "--rounds=x"))
        .hasMessageContaining("a number");
  }

  @Test
  void helpIsWanted() {
    assertThatThrownBy(() -> BenchOptions.parse(KNOWN, "--help"))
        .isInstanceOfSatisfying(
            BenchOptions.Usage.class, usage -> assertThat(usage.isWanted()).isTrue());
  }
}
