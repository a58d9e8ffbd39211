package io.linkfleet.contract;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/// What an instance is doing and why; `until` where the reason has a known end (a temporary ban).
public record Standing(InstanceStatus status, StateReason reason, Optional<Instant> until) {
  public Standing {
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(until, "until");
  }

  public static Standing of(InstanceStatus status, StateReason reason) {
    return new Standing(status, reason, Optional.empty());
  }
}
