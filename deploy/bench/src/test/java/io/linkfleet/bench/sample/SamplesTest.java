package io.linkfleet.bench.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SamplesTest {
  @Nested
  class APercentile {
    @Test
    void isTheSampleOfItsRank() {
      var percentiles = new Percentiles(LongStream.rangeClosed(1, 100).toArray());
      assertThat(percentiles.nanosAt(0.5)).isEqualTo(50);
      assertThat(percentiles.nanosAt(0.99)).isEqualTo(99);
      assertThat(percentiles.nanosAt(1)).isEqualTo(100);
    }

    @Test
    void ofOneSampleIsThatSample() {
      assertThat(new Percentiles(new long[] {7}).nanosAt(0.01)).isEqualTo(7);
    }

    @Test
    void needsSamples() {
      assertThatThrownBy(() -> new Percentiles(new long[0])).hasMessage("no samples");
    }
  }

  @Nested
  class AMedian {
    @Test
    void isTheOneInTheMiddle() {
      assertThat(Median.of(List.of(9.0, 1.0, 2.0))).isEqualTo(2);
    }

    @Test
    void isBetweenTheTwoInTheMiddle() {
      assertThat(Median.of(List.of(4.0, 1.0, 2.0, 100.0))).isEqualTo(3);
    }
  }

  @Nested
  class TheSides {
    @Test
    void takeTurnsAndNoneIsAlwaysFirst() {
      List<String> played = new ArrayList<>();
      Map<String, Rounds.Side<Double>> sides = new LinkedHashMap<>();
      sides.put("ours", () -> played.add("ours") ? 4.0 : 0);
      sides.put("floor", () -> played.add("floor") ? 2.0 : 0);
      Rounds<Double> rounds = Rounds.interleaved(3, sides);
      assertThat(played).containsExactly("ours", "floor", "floor", "ours", "ours", "floor");
      assertThat(rounds.median("ours", it -> it)).isEqualTo(4);
    }
  }
}
