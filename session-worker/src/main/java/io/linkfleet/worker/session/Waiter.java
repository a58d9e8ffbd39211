package io.linkfleet.worker.session;

import io.linkfleet.contract.CommandId;
import io.linkfleet.contract.PhoneNumber;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/// A command that is answered when something has happened, or at its deadline. `number` is that of
/// a connect which wants a code to type.
record Waiter(CommandId id, Instant deadline, Optional<PhoneNumber> number) {
  Waiter {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(deadline, "deadline");
    Objects.requireNonNull(number, "number");
  }
}
