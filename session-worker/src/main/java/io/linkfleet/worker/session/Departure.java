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

  /// Waits for the timer with this ticket; `attempt` tries have failed.
  record BackingOff(int attempt, long ticket) implements Phase {}

  String keyId() {
    return device.keyId();
  }

  int attempt() {
    return switch (phase) {
      case Connecting(_, int attempt) -> attempt;
      case Unlinking(_, int attempt) -> attempt;
      case BackingOff(int attempt, _) -> attempt;
    };
  }

  Optional<ConnectionId> openConnection() {
    return switch (phase) {
      case Connecting(var connection, _) -> Optional.of(connection);
      case Unlinking(var connection, _) -> Optional.of(connection);
      case BackingOff _ -> Optional.empty();
    };
  }

  Departure in(Phase next) {
    return new Departure(device, next);
  }
}
