package io.linkfleet.bench.density;

import io.linkfleet.bench.measure.Conditions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// How many connections, how fast they come, and for how long they are held.
final class Sizes {
  /// Of the worker that all others are counted from.
  static final int BASE = 100;

  /// Logins per second: what the worker bears beside everything else on two cores. One that is told
  /// to log in faster than it can lets connections wait longer than WhatsApp's patience.
  static final int PACE = 400;

  /// The same over TLS, where both sides of a login have a handshake more.
  static final int SECURE_PACE = 150;

  private static final Duration IDLE = Duration.ofSeconds(30);
  private static final Duration QUICK_IDLE = Duration.ofSeconds(5);

  private Sizes() {}

  /// The smallest first: a worker that has run all of its code and holds next to nothing.
  static List<Integer> withBase(List<Integer> sizes) {
    return Stream.concat(Stream.of(BASE), sizes.stream()).toList();
  }

  /// As long as the longest interval between two keep-alives of one connection.
  static Duration idle(Conditions conditions) {
    return conditions.quick() ? QUICK_IDLE : IDLE;
  }
}
