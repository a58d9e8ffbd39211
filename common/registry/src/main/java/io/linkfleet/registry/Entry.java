package io.linkfleet.registry;

import io.linkfleet.contract.Standing;
import java.time.Instant;
import java.util.Objects;

/// The standing that holds once a write is done, and when that was decided.
public record Entry(Standing standing, Instant at) {
  public Entry {
    Objects.requireNonNull(standing, "standing");
    Objects.requireNonNull(at, "at");
  }
}
