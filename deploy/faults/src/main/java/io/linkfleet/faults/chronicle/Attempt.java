package io.linkfleet.faults.chronicle;

import java.time.Duration;
import java.time.Instant;

/// One try of a call, at one gateway. `refused` says that nobody listened, `broken` that the
/// connection ended without an answer, `silent` that none came in time.
public record Attempt(String gateway, Instant at, Duration took, Result result) {
  public enum Result {
    ANSWERED,
    REFUSED,
    BROKEN,
    SILENT
  }

  public Instant end() {
    return at.plus(took);
  }
}
