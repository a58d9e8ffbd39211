package io.linkfleet.worker.ownership;

import io.linkfleet.worker.session.Timers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Spreads connects that have one cause, such as a takeover: tasks run in the order given, at most
/// so many per second over the whole worker.
public final class Pace {
  private final Duration interval;
  private final InstantSource clock;
  private final Timers timers;
  private Instant nextFree = Instant.MIN;

  public Pace(int perSecond, InstantSource clock, Timers timers) {
    if (perSecond < 1) {
      throw new IllegalArgumentException("at least one reconnect per second, not " + perSecond);
    }
    this.interval = Duration.ofSeconds(1).dividedBy(perSecond);
    this.clock = clock;
    this.timers = timers;
  }

  void next(Runnable task) {
    timers.schedule(reserve(), task);
  }

  private synchronized Duration reserve() {
    Instant now = clock.instant();
    Instant turn = nextFree.isBefore(now) ? now : nextFree;
    nextFree = turn.plus(interval);
    return Duration.between(now, turn);
  }
}
