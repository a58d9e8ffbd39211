package io.linkfleet.worker.session;

import io.linkfleet.contract.CommandId;
import java.time.Instant;
import java.util.Objects;

/// A command that is answered when something has happened, or at its deadline.
record Waiter(CommandId id, Instant deadline) {
  Waiter {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(deadline, "deadline");
  }
}
