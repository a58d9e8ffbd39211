package io.linkfleet.registry;

import java.time.Duration;

/// How many replicas must hold a pairing or a logout before it is acknowledged, and how long to
/// wait for them. A write that too few confirmed in time is [NotReplicated]; repeating it is safe.
public record Replication(int replicas, Duration timeout) {
  /// For a Redis without replicas.
  public static final Replication NONE = new Replication(0, Duration.ofSeconds(1));

  public Replication {
    if (replicas < 0) {
      throw new IllegalArgumentException("the number of replicas is not negative: " + replicas);
    }
    if (timeout.toMillis() < 1) {
      // WAIT takes 0 as "for ever".
      throw new IllegalArgumentException("the replication timeout is at least 1 ms: " + timeout);
    }
  }
}
