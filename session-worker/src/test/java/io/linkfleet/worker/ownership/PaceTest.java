package io.linkfleet.worker.ownership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkfleet.worker.session.Timers;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PaceTest {
  @Test
  void runsTasksInOrderAndNoFasterThanTold() throws InterruptedException {
    List<Integer> ran = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch all = new CountDownLatch(20);
    try (Timers timers = new Timers()) {
      Pace pace = new Pace(100, InstantSource.system(), timers);
      long start = System.nanoTime();
      for (int i = 0; i < 20; i++) {
        int number = i;
        pace.next(
            () -> {
              ran.add(number);
              all.countDown();
            });
      }
      assertThat(all.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start))
          .isGreaterThanOrEqualTo(180);
    }
    assertThat(ran).isSorted().hasSize(20);
  }

  @Test
  void refusesToStandStill() {
    assertThatThrownBy(() -> new Pace(0, InstantSource.system(), new Timers()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
