package io.linkfleet.worker.webhook;

import io.linkfleet.registry.Attempt;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/// What came of one attempt to deliver.
sealed interface Outcome {
  record Delivered(int status) implements Outcome {}

  /// The receiver did not take it. The reason holds nothing a tenant may want hidden.
  sealed interface Refused extends Outcome {
    String reason();
  }

  /// It said so.
  record Declined(int status) implements Refused {
    @Override
    public String reason() {
      return "status " + status;
    }
  }

  /// It gave no answer, or was not asked.
  record Unanswered(Trouble trouble, String reason) implements Refused {}

  enum Trouble {
    PRIVATE_ADDRESS,
    UNKNOWN_HOST,
    UNKNOWN_KEY,
    CONNECTION_REFUSED,
    TLS,
    TIMEOUT,
    NO_ANSWER
  }

  /// For the record. `id` and `type` are those of what was to be delivered.
  default Attempt attempt(
      String id, String type, Instant at, Duration took, Attempt.Result unlessDelivered) {
    return switch (this) {
      case Delivered(int status) ->
          new Attempt(
              id,
              type,
              at,
              Attempt.Result.DELIVERED,
              OptionalInt.of(status),
              Optional.empty(),
              took);
      case Declined(int status) ->
          new Attempt(
              id, type, at, unlessDelivered, OptionalInt.of(status), Optional.empty(), took);
      case Unanswered(Trouble trouble, _) ->
          new Attempt(
              id,
              type,
              at,
              unlessDelivered,
              OptionalInt.empty(),
              Optional.of(trouble.name().toLowerCase(Locale.ROOT)),
              took);
    };
  }
}
