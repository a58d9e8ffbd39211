package io.linkfleet.bench.million;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FleetSizeTest {
  @Test
  void aSmallFleetStillHasAWorkerToLose() {
    assertThat(new FleetSize(10_000).workers()).isEqualTo(2);
    assertThat(new FleetSize(1_000_000).workers()).isEqualTo(55);
  }

  @ParameterizedTest
  @ValueSource(ints = {10_000, 100_000, 1_000_000})
  void everybodyHasAPlaceWhenAWorkerIsLost(int instances) {
    FleetSize size = new FleetSize(instances);
    assertThat((size.workers() - 1) * (long) size.connectionsOfFullestAfterLoss())
        .isGreaterThanOrEqualTo(instances);
    assertThat(size.connectionsOfFullestAfterLoss())
        .isGreaterThanOrEqualTo(size.connectionsOfFullest());
  }

  @ParameterizedTest
  @ValueSource(ints = {10_000, 100_000, 1_000_000})
  void partitionsAreAPowerOfTwoAndEightForEachWorkerAtLeast(int instances) {
    FleetSize size = new FleetSize(instances);
    assertThat(Integer.bitCount(size.partitions())).isEqualTo(1);
    assertThat(size.partitions()).isGreaterThanOrEqualTo(8 * size.workers());
  }
}
