package io.linkfleet.faults.chronicle;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// One call as its caller saw it, through however many gateways. `status` is 0 when none
/// answered.
public record Call(
    String id, Op op, String instance, List<Attempt> attempts, int status, String message) {
  public Call {
    attempts = List.copyOf(attempts);
    if (attempts.isEmpty()) {
      throw new IllegalArgumentException("a call is tried at least once");
    }
  }

  public Instant at() {
    return attempts.getFirst().at();
  }

  public Duration took() {
    return Duration.between(at(), attempts.getLast().end());
  }

  public boolean isAnswered() {
    return status != 0;
  }
}
