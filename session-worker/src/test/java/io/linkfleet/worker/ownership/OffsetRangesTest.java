package io.linkfleet.worker.ownership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class OffsetRangesTest {
  final OffsetRanges ranges = new OffsetRanges();

  @Test
  void neighboursAreOneRange() {
    ranges.add(5);
    ranges.add(7);
    ranges.add(6);
    assertThat(ranges).hasToString("{5=7}");
  }

  @Test
  void aRangeThatIsAddedTakesInWhatItTouches() {
    ranges.add(1, 3);
    ranges.add(8, 9);
    ranges.add(20);
    ranges.add(4, 7);
    assertThat(ranges).hasToString("{1=9, 20=20}");
  }

  @Test
  void oneThatIsRemovedFromTheMiddleLeavesTwoRanges() {
    ranges.add(1, 5);
    ranges.remove(3);
    ranges.remove(9);
    assertThat(ranges).hasToString("{1=2, 4=5}");
  }

  @Test
  void aRangeHasAnEndThatIsNotBeforeItsBeginning() {
    assertThatThrownBy(() -> ranges.add(3, 2)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aCopyGoesItsOwnWay() {
    ranges.add(1);
    OffsetRanges copy = ranges.copy();
    copy.add(2);
    assertThat(ranges).hasToString("{1=1}").isNotEqualTo(copy);
  }

  @Test
  void itHoldsWhatASetOfTheSameOffsetsWouldHold() {
    var random = new Random(7);
    var set = new TreeSet<Long>();
    for (int step = 0; step < 20_000; step++) {
      long offset = random.nextInt(200);
      switch (random.nextInt(20)) {
        case 0 -> {
          ranges.removeUpTo(offset / 8);
          set.headSet(offset / 8, true).clear();
        }
        case 1, 2, 3, 4, 5, 6, 7 -> {
          ranges.remove(offset);
          set.remove(offset);
        }
        default -> {
          ranges.add(offset);
          set.add(offset);
        }
      }
      assertThat(ranges.contains(offset)).isEqualTo(set.contains(offset));
    }
    for (long offset = 0; offset < 200; offset++) {
      assertThat(ranges.contains(offset)).isEqualTo(set.contains(offset));
    }
  }
}
