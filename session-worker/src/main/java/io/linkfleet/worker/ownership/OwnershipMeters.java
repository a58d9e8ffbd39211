package io.linkfleet.worker.ownership;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToDoubleFunction;

/// What operators see of partitions and of the commands that come on them. No label ever names a
/// tenant, an instance or a partition.
public final class OwnershipMeters {
  /// How a partition came to this worker, or left it.
  enum Change {
    /// Its epoch is ours.
    TAKEN,
    /// Given back as Kafka asked, its commands answered and its offsets committed.
    GIVEN_BACK,
    /// Kafka counts us out: it may be another's already.
    LOST,
    /// Another worker has a newer epoch; we noticed when Redis refused a write.
    STALE
  }

  private final MeterRegistry meters;
  private final InstantSource clock;
  private final Timer queued;
  private final Counter malformed;
  private final AtomicReference<OwnedPartitions> owned = new AtomicReference<>();

  public OwnershipMeters(MeterRegistry meters, InstantSource clock) {
    this.meters = meters;
    this.clock = clock;
    queued =
        Timer.builder("linkfleet.commands.queued")
            .description("Commands from being published until this worker took them up")
            .publishPercentileHistogram()
            .register(meters);
    malformed =
        Counter.builder("linkfleet.commands.malformed")
            .description("Records on the command topic that are no command it knows")
            .register(meters);
    for (Change change : Change.values()) {
      counter(change);
    }
    gauge(
        "linkfleet.partitions.owned",
        "Partitions of the command topic whose epoch is this worker's",
        OwnedPartitions::owning);
    gauge(
        "linkfleet.partitions.waiting",
        "Partitions assigned to this worker whose epoch it has not, or not any more",
        OwnedPartitions::waiting);
    gauge(
        "linkfleet.commands.inflight",
        "Commands taken up and not answered yet",
        OwnedPartitions::commands);
    gauge(
        "linkfleet.commands.inflight.most",
        "The same of the partition that has most of them",
        OwnedPartitions::mostCommands);
    Gauge.builder("linkfleet.commands.oldest", this, OwnershipMeters::oldest)
        .description("Age of the oldest of them: so far behind is the offset that is committed")
        .baseUnit("seconds")
        .register(meters);
  }

  private void gauge(String name, String description, ToDoubleFunction<OwnedPartitions> value) {
    Gauge.builder(
            name,
            owned,
            held -> {
              OwnedPartitions partitions = held.get();
              return partitions == null ? 0 : value.applyAsDouble(partitions);
            })
        .description(description)
        .register(meters);
  }

  private double oldest() {
    OwnedPartitions partitions = owned.get();
    if (partitions == null) {
      return 0;
    }
    Instant now = clock.instant();
    return partitions
        .oldestCommand()
        .map(since -> Math.max(0, Duration.between(since, now).toMillis()) / 1e3)
        .orElse(0.0);
  }

  void watch(OwnedPartitions partitions) {
    owned.set(partitions);
  }

  void changed(Change change) {
    counter(change).increment();
  }

  private Counter counter(Change change) {
    return Counter.builder("linkfleet.partitions.changes")
        .description(
            "Partitions that came to this worker or left it: taken, given_back, lost, stale")
        .tag("change", change.name().toLowerCase(Locale.ROOT))
        .register(meters);
  }

  /// Clocks of two machines may differ a little: it never waited for less than nothing.
  void takenUp(Instant published) {
    Duration waited = Duration.between(published, clock.instant());
    queued.record(waited.isNegative() ? Duration.ZERO : waited);
  }

  void malformed() {
    malformed.increment();
  }

  void watch(Pace pace) {
    Gauge.builder("linkfleet.connects.waiting", pace, Pace::waiting)
        .description("Connects that wait for their turn, so that not all begin at once")
        .register(meters);
  }
}
