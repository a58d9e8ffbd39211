package io.linkfleet.worker.ownership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.linkfleet.worker.session.Timers;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PaceTest {
  @Test
  void runsTasksInOrderAndNoFasterThanTold() throws InterruptedException {
    List<Integer> ran = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch all = new CountDownLatch(20);
    try (Timers timers = new Timers()) {
      Pace pace = new Pace(100, InstantSource.system(), timers, new Random(7));
      long start = System.nanoTime();
      for (int i = 0; i < 20; i++) {
        int number = i;
        pace.next(
            () -> true,
            () -> {
              ran.add(number);
              all.countDown();
            });
      }
      assertThat(all.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start))
          .isGreaterThanOrEqualTo(95);
    }
    assertThat(ran).isSorted().hasSize(20);
  }

  @Test
  void whoIsNotWaitingAnyMoreTakesNoTurn() throws InterruptedException {
    CountDownLatch last = new CountDownLatch(1);
    try (Timers timers = new Timers()) {
      Pace pace = new Pace(1, InstantSource.system(), timers, new Random(7));
      for (int i = 0; i < 1000; i++) {
        pace.next(() -> false, () -> fail("its turn was not wanted"));
      }
      pace.next(() -> true, last::countDown);
      assertThat(last.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void refusesToStandStill() {
    assertThatThrownBy(() -> new Pace(0, InstantSource.system(), new Timers(), new Random(7)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
