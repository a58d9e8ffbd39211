package io.linkfleet.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PartitionsTest {
  @Test
  void anInstanceKeepsItsPartitionForEver() {
    InstanceId instance = new InstanceId("0f0e0d0c0b0a09080706050403020100");
    assertThat(new Partitions(64).of(instance)).isEqualTo(20);
    assertThat(new Partitions(1).of(instance)).isZero();
  }

  @Test
  void instancesSpreadEvenly() {
    Partitions partitions = new Partitions(64);
    Random random = new Random(1);
    int[] counts = new int[64];
    for (int i = 0; i < 64_000; i++) {
      counts[partitions.of(InstanceId.random(random))]++;
    }
    assertThat(Arrays.stream(counts).boxed()).allMatch(count -> count > 800 && count < 1200);
  }

  @Test
  void aFleetHasAtLeastOnePartition() {
    assertThatThrownBy(() -> new Partitions(0)).isInstanceOf(IllegalArgumentException.class);
  }
}
