package io.linkfleet.bench.call;

import io.linkfleet.bench.load.Answer;
import io.linkfleet.bench.load.Caller;
import io.linkfleet.bench.load.ClosedLoop;
import io.linkfleet.bench.load.Exchange;
import io.linkfleet.bench.load.Steady;
import io.linkfleet.bench.load.Tally;
import io.linkfleet.bench.tenant.Instance;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.stream.Stream;

/// A caller that logs an instance out and, as soon as it has its 200, asks the phone which devices
/// it has; then the next instance. One device left ends the measurement.
final class ConfirmedLogouts implements Caller {
  private static final Duration BOUND = Duration.ofMinutes(4);
  private static final String NONE = "[]";

  private final URI gateway;
  private final URI simulator;
  private final Queue<Instance> left;
  private final Tally tally;
  private Instance current;
  private boolean checking;

  private ConfirmedLogouts(URI gateway, URI simulator, Queue<Instance> left, Tally tally) {
    this.gateway = gateway;
    this.simulator = simulator;
    this.left = left;
    this.tally = tally;
  }

  /// The pace is that of logouts with their checks; the latencies are of the logouts alone.
  static Steady.Pace play(
      ClosedLoop loop, int callers, URI gateway, URI simulator, List<Instance> instances) {
    Tally tally = new Tally();
    Queue<Instance> left = new ArrayDeque<>(instances);
    Duration took =
        loop.play(
            Stream.generate(() -> new ConfirmedLogouts(gateway, simulator, left, tally))
                .limit(callers)
                .toList(),
            BOUND);
    return new Steady.Pace(tally.count() / (took.toNanos() / 1e9), tally);
  }

  @Override
  public Optional<Exchange> begin() {
    current = left.poll();
    checking = false;
    return Optional.ofNullable(current).map(it -> it.logout(gateway));
  }

  @Override
  public Optional<Exchange> after(Answer answer) {
    if (!checking) {
      tally.add(answer);
      checking = true;
      return Optional.of(current.devices(simulator));
    }
    if (answer.status() != 200 || !answer.text().equals(NONE)) {
      throw new IllegalStateException(
          "%s was answered, and its phone says %d %s"
              .formatted(current.name(), answer.status(), answer.text()));
    }
    return begin();
  }
}
