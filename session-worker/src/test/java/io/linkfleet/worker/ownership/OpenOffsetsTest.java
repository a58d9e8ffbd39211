package io.linkfleet.worker.ownership;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OpenOffsetsTest {
  final OpenOffsets offsets = new OpenOffsets();

  @Test
  void nothingIsCommittedBeforeAnythingWasHandedOver() {
    assertThat(offsets.lowestUnanswered()).isEmpty();
  }

  @Test
  void theLowestNotAnsweredHoldsTheOthersBack() {
    offsets.opened(10);
    offsets.opened(11);
    offsets.opened(12);
    offsets.answered(11);
    offsets.answered(12);
    assertThat(offsets.lowestUnanswered()).hasValue(10);
    assertThat(offsets.count()).isEqualTo(1);
    offsets.answered(10);
    assertThat(offsets.lowestUnanswered()).hasValue(13);
  }

  @Test
  void gapsInTheLogAreNoGapsInTheWork() {
    offsets.opened(5);
    offsets.opened(9);
    offsets.answered(5);
    assertThat(offsets.lowestUnanswered()).hasValue(9);
  }
}
