package io.linkfleet.worker.session;

import io.linkfleet.contract.InstanceStatus;
import io.linkfleet.contract.PhoneNumber;
import io.linkfleet.worker.device.DeviceCredentials;
import java.time.Instant;
import java.util.Optional;

/// How the instance stands with WhatsApp, departing devices aside.
sealed interface Link {

  /// No device. `loggedOut` tells whether the last thing that happened was a logout.
  record Unlinked(boolean loggedOut) implements Link {}

  /// The record is gone; only departing devices are left to care for.
  record Deleted() implements Link {}

  /// Connecting as a new device; no code to show yet. With a number the code will be one to type,
  /// else one to scan. `loggedOut` is what to fall back to.
  record Registering(ConnectionId connection, Optional<PhoneNumber> number, boolean loggedOut)
      implements Link {}

  /// A code is valid and waits to be scanned.
  record ShowingQr(ConnectionId connection, String code, Instant validUntil, boolean loggedOut)
      implements Link {
    @Override
    public String toString() {
      return "ShowingQr[" + connection + ", [REDACTED], " + validUntil + "]";
    }
  }

  /// A code is valid and waits to be typed into the phone with that number.
  record ShowingPairingCode(
      ConnectionId connection,
      PhoneNumber number,
      String code,
      Instant validUntil,
      boolean loggedOut)
      implements Link {
    @Override
    public String toString() {
      return "ShowingPairingCode[" + connection + ", [REDACTED], " + validUntil + "]";
    }
  }

  /// Scanned, stored and confirmed; WhatsApp is to ask for the restart that ends pairing.
  record Confirming(ConnectionId connection, DeviceCredentials device) implements Link {}

  /// `attempt` counts the tries since the device was last stably online, from 0.
  record LoggingIn(ConnectionId connection, DeviceCredentials device, int attempt)
      implements Link {}

  record Online(ConnectionId connection, DeviceCredentials device, int attempt, Instant since)
      implements Link {}

  /// Waits for the timer with this ticket; `attempt` tries have failed, 0 for a device that was
  /// just loaded.
  record BackingOff(DeviceCredentials device, int attempt, long ticket) implements Link {}

  /// Does not reconnect by itself, but for the timer with this ticket where the reason has an end.
  record Halted(DeviceCredentials device, HaltReason reason, Optional<Instant> until, long ticket)
      implements Link {}

  default InstanceStatus status() {
    return switch (this) {
      case Unlinked(boolean loggedOut) ->
          loggedOut ? InstanceStatus.LOGGED_OUT : InstanceStatus.DISCONNECTED;
      case Registering _,
          ShowingQr _,
          ShowingPairingCode _,
          Confirming _,
          LoggingIn _,
          BackingOff _ ->
          InstanceStatus.CONNECTING;
      case Online _ -> InstanceStatus.CONNECTED;
      case Halted _, Deleted _ -> InstanceStatus.DISCONNECTED;
    };
  }

  /// The connection the link lives on, if it has one.
  default Optional<ConnectionId> openConnection() {
    return switch (this) {
      case Registering(var connection, _, _) -> Optional.of(connection);
      case ShowingQr(var connection, _, _, _) -> Optional.of(connection);
      case ShowingPairingCode(var connection, _, _, _, _) -> Optional.of(connection);
      case Confirming(var connection, _) -> Optional.of(connection);
      case LoggingIn(var connection, _, _) -> Optional.of(connection);
      case Online(var connection, _, _, _) -> Optional.of(connection);
      case Unlinked _, Deleted _, BackingOff _, Halted _ -> Optional.empty();
    };
  }

  /// What the link falls back to if the pairing under way comes to nothing; empty if there is none.
  default Optional<Unlinked> beforePairing() {
    return switch (this) {
      case Registering(_, _, boolean loggedOut) -> Optional.of(new Unlinked(loggedOut));
      case ShowingQr(_, _, _, boolean loggedOut) -> Optional.of(new Unlinked(loggedOut));
      case ShowingPairingCode(_, _, _, _, boolean loggedOut) ->
          Optional.of(new Unlinked(loggedOut));
      case Unlinked _, Deleted _, Confirming _, LoggingIn _, Online _, BackingOff _, Halted _ ->
          Optional.empty();
    };
  }

  /// The device that is linked as far as we know, if there is one.
  default Optional<DeviceCredentials> linkedDevice() {
    return switch (this) {
      case Confirming(_, var device) -> Optional.of(device);
      case LoggingIn(_, var device, _) -> Optional.of(device);
      case Online(_, var device, _, _) -> Optional.of(device);
      case BackingOff(var device, _, _) -> Optional.of(device);
      case Halted(var device, _, _, _) -> Optional.of(device);
      case Unlinked _, Deleted _, Registering _, ShowingQr _, ShowingPairingCode _ ->
          Optional.empty();
    };
  }

  /// The state's name in logs, docs and metrics.
  default String name() {
    return getClass().getSimpleName();
  }
}
