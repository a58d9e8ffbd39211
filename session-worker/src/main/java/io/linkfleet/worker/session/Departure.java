package io.linkfleet.worker.session;

import io.linkfleet.worker.device.DeviceCredentials;
import java.util.Optional;

/// A departing device: its keys serve nothing but its unlink, which is tried until WhatsApp
/// confirms.
record Departure(DeviceCredentials device, Phase phase) {

  sealed interface Phase {}

  /// Logging in, only to unlink.
  record Connecting(ConnectionId connection, int attempt) implements Phase {}

  /// `remove-companion-device` is sent, or about to be.
  record Unlinking(ConnectionId connection, int attempt) implements Phase {}

  /// Waits for the timer with this ticket; `attempt` tries have failed. `outdated` tells that the
  /// last one was refused for the client's version, so that a newer one ends the wait.
  record BackingOff(int attempt, long ticket, boolean outdated) implements Phase {
    BackingOff(int attempt, long ticket) {
      this(attempt, ticket, false);
    }
  }

  String keyId() {
    return device.keyId();
  }

  int attempt() {
    return switch (phase) {
      case Connecting(_, int attempt) -> attempt;
      case Unlinking(_, int attempt) -> attempt;
      case BackingOff(int attempt, _, _) -> attempt;
    };
  }

  Optional<ConnectionId> openConnection() {
    return switch (phase) {
      case Connecting(var connection, _) -> Optional.of(connection);
      case Unlinking(var connection, _) -> Optional.of(connection);
      case BackingOff _ -> Optional.empty();
    };
  }

  /// The ticket of a wait that a newer client version ends.
  Optional<Long> awaitsNewerVersion() {
    return phase instanceof BackingOff(_, long ticket, boolean outdated) && outdated
        ? Optional.of(ticket)
        : Optional.empty();
  }

  Departure in(Phase next) {
    return new Departure(device, next);
  }
}
