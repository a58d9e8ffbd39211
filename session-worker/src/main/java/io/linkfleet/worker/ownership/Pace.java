package io.linkfleet.worker.ownership;

import io.linkfleet.worker.session.Timers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/// Spreads connects that have one cause, such as a takeover or the loss of all connections: tasks
/// run in the order given, so many per second over the whole worker, with jitter, so that workers
/// which begin together do not knock in step.
public final class Pace {
  private record Turn(BooleanSupplier wanted, Runnable task) {}

  private final Duration interval;
  private final InstantSource clock;
  private final Timers timers;
  private final RandomGenerator random;
  private final Queue<Turn> waiting = new ArrayDeque<>();
  private Instant nextFree = Instant.MIN;
  private boolean scheduled;

  public Pace(int perSecond, InstantSource clock, Timers timers, RandomGenerator random) {
    if (perSecond < 1) {
      throw new IllegalArgumentException("at least one reconnect per second, not " + perSecond);
    }
    this.interval = Duration.ofSeconds(1).dividedBy(perSecond);
    this.clock = clock;
    this.timers = timers;
    this.random = random;
  }

  /// The task must only post. One that is not wanted any more when its turn comes takes no turn.
  synchronized void next(BooleanSupplier wanted, Runnable task) {
    waiting.add(new Turn(wanted, task));
    if (!scheduled) {
      schedule();
    }
  }

  /// How many wait for their turn, those included that nobody wants any more.
  synchronized int waiting() {
    return waiting.size();
  }

  private void schedule() {
    Instant now = clock.instant();
    Instant turn = nextFree.isBefore(now) ? now : nextFree;
    scheduled = true;
    timers.schedule(Duration.between(now, turn), this::run);
  }

  private void run() {
    nextWanted().ifPresent(turn -> turn.task().run());
  }

  private synchronized Optional<Turn> nextWanted() {
    scheduled = false;
    Turn turn = waiting.poll();
    while (turn != null && !turn.wanted().getAsBoolean()) {
      turn = waiting.poll();
    }
    if (turn != null) {
      nextFree = clock.instant().plus(jittered());
    }
    if (!waiting.isEmpty()) {
      schedule();
    }
    return Optional.ofNullable(turn);
  }

  /// Between half the interval and one and a half.
  private Duration jittered() {
    long half = interval.toNanos() / 2;
    return Duration.ofNanos(half + random.nextLong(interval.toNanos() + 1));
  }
}
