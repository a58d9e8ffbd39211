package io.linkfleet.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkfleet.faults.scenario.Scenario;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SuiteOptionsTest {
  @Test
  void withoutAnyEveryScenarioIsPlayed() {
    assertThat(SuiteOptions.parse().toPlay())
        .extracting(Scenario::name)
        .contains("worker-kill", "random")
        .hasSize(22);
  }

  @Test
  void eachSaysWhatItSays() {
    SuiteOptions options =
        SuiteOptions.parse("--seed=7", "--duration=9", "--instances=3", "--scenario=cut-redis");
    assertThat(options.seed()).isEqualTo(7);
    assertThat(options.duration()).isEqualTo(Duration.ofSeconds(9));
    assertThat(options.instances()).isEqualTo(3);
    assertThat(options.scenarios()).containsExactly("cut-redis");
  }

  @Test
  void whatIsNotUnderstoodIsSaid() {
    assertThatThrownBy(() -> SuiteOptions.parse("--speed=7")).hasMessageContaining("--speed=7");
    assertThatThrownBy(() -> SuiteOptions.parse("--scenario=rain")).hasMessageContaining("rain");
    assertThatThrownBy(() -> SuiteOptions.parse("--seed=x")).hasMessageContaining("a number");
    assertThatThrownBy(() -> SuiteOptions.parse("--callers=0")).hasMessageContaining("callers");
  }

  @Test
  void figuresAreMediansOfSeveralRuns() {
    SuiteOptions options = SuiteOptions.parse("--figures");
    assertThat(options.scenarios()).hasSize(12);
    assertThat(options.instances()).isEqualTo(1_000);
  }
}
