package io.linkfleet.worker.pause;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PauseWatchTest {
  private final AtomicLong monotonic = new AtomicLong();
  private final AtomicLong wall = new AtomicLong();
  private final PauseWatch watch =
      new PauseWatch(Duration.ofSeconds(3), monotonic::get, () -> Instant.ofEpochMilli(wall.get()));

  private void pass(long seconds) {
    monotonic.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
    wall.addAndGet(TimeUnit.SECONDS.toMillis(seconds));
  }

  @Test
  void aClaimStandsForAsLongAsTheProcessGoesOn() {
    Claim claim = watch.claim();
    for (int second = 0; second < 60; second++) {
      pass(1);
      watch.look();
      assertThat(claim.stands()).isTrue();
    }
  }

  @Test
  void aClaimFallsWithAPauseWhoeverWakesFirst() {
    Claim claim = watch.claim();
    pass(4);
    assertThat(claim.stands()).isFalse();
    watch.look();
    assertThat(claim.stands()).isFalse();
  }

  @Test
  void aNewClaimAfterThePauseStands() {
    pass(4);
    assertThat(watch.claim().stands()).isTrue();
  }

  @Test
  void aMachineThatSleptStoodStillThoughItsMonotonicClockDidToo() {
    Claim claim = watch.claim();
    wall.addAndGet(TimeUnit.MINUTES.toMillis(1));
    assertThat(claim.stands()).isFalse();
  }
}
