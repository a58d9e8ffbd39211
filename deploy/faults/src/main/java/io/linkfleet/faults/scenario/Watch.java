package io.linkfleet.faults.scenario;

import io.linkfleet.faults.fleet.Simulator;
import io.linkfleet.faults.process.Patience;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Looks at the simulator, a few times a second, for devices that should be connected and are
/// not.
final class Watch implements AutoCloseable {
  private static final Duration LOOK_EVERY = Duration.ofMillis(200);

  private final Simulator simulator;
  private final Set<String> devices;
  private final Thread thread;
  private volatile boolean stopping;
  private final Map<String, Instant> offlineSince = new HashMap<>();
  private volatile Instant lastOffline = Instant.EPOCH;
  private volatile Optional<Instant> allBack = Optional.empty();
  private volatile Optional<Instant> firstBack = Optional.empty();
  private volatile Duration longest = Duration.ZERO;
  private volatile Instant lastLook = Instant.now();
  private volatile int mostOffline;

  private Watch(Simulator simulator, Set<String> devices) {
    this.simulator = simulator;
    this.devices = devices;
    this.thread = Thread.ofVirtual().name("watch").unstarted(this::run);
  }

  static Watch over(Simulator simulator, Set<String> devices) {
    var watch = new Watch(simulator, devices);
    watch.thread.start();
    return watch;
  }

  private void run() {
    while (!stopping) {
      look(Instant.now());
      Patience.rest(LOOK_EVERY);
    }
  }

  /// A simulator that does not answer has nobody online.
  private void look(Instant now) {
    Map<String, Integer> connections;
    try {
      connections = simulator.devices();
    } catch (UncheckedIOException e) {
      connections = Map.of();
    }
    for (String device : devices) {
      if (connections.getOrDefault(device, 0) > 0) {
        Instant since = offlineSince.remove(device);
        if (since != null) {
          longest = later(longest, Duration.between(since, now));
        }
      } else {
        offlineSince.putIfAbsent(device, now);
      }
    }
    if (!offlineSince.isEmpty()) {
      mostOffline = Math.max(mostOffline, offlineSince.size());
      lastOffline = now;
      allBack = Optional.empty();
    } else if (mostOffline > 0 && allBack.isEmpty()) {
      allBack = Optional.of(now);
      firstBack = firstBack.or(() -> Optional.of(now));
    }
    lastLook = now;
  }

  private static Duration later(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  /// Whether everybody was online at every look of the last so long.
  boolean everybodyOnlineFor(Duration duration) {
    Instant since = Instant.now().minus(duration);
    return lastLook.isAfter(since) && lastOffline.isBefore(since);
  }

  /// When, for the first time, nobody was offline any more; empty when nobody ever was.
  Optional<Instant> firstBack() {
    return firstBack;
  }

  /// The longest that one device was seen offline without a break.
  Duration longest() {
    return longest;
  }

  /// How many were offline at once at most.
  int mostOffline() {
    return mostOffline;
  }

  @Override
  public void close() {
    stopping = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
