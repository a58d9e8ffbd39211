package io.linkfleet.worker.ownership;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OpenOffsetsTest {
  final OpenOffsets offsets = new OpenOffsets();

  private Progress progress() {
    return offsets.progress().orElseThrow();
  }

  @Test
  void nothingIsCommittedBeforeAnythingWasHandedOver() {
    assertThat(offsets.progress()).isEmpty();
  }

  @Test
  void theLowestNotAnsweredHoldsTheOthersBackAndTheyAreKnown() {
    offsets.opened(10);
    offsets.opened(11);
    offsets.opened(12);
    offsets.answered(11);
    offsets.answered(12);
    assertThat(progress().position()).isEqualTo(10);
    assertThat(progress().ahead()).hasToString("{11=12}");
    assertThat(offsets.count()).isEqualTo(1);
    offsets.answered(10);
    assertThat(progress().position()).isEqualTo(13);
    assertThat(progress().ahead()).hasToString("{}");
  }

  @Test
  void askingAgainCostsNothingWhereNothingMoved() {
    offsets.opened(10);
    assertThat(progress()).isSameAs(progress());
    offsets.answered(10);
    assertThat(progress().position()).isEqualTo(11);
  }

  @Test
  void gapsInTheLogAreNoGapsInTheWork() {
    offsets.opened(5);
    offsets.opened(9);
    offsets.answered(5);
    assertThat(progress().position()).isEqualTo(9);
  }

  @Test
  void onlyWhatIsStillAheadOfTheLowestIsRemembered() {
    for (long offset = 1; offset <= 5; offset++) {
      offsets.opened(offset);
    }
    offsets.answered(2);
    offsets.answered(4);
    offsets.answered(1);
    assertThat(progress().position()).isEqualTo(3);
    assertThat(progress().ahead()).hasToString("{4=4}");
  }
}
