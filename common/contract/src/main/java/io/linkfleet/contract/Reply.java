package io.linkfleet.contract;

import java.time.Instant;
import java.util.Objects;

/// The worker's answer to a command. *Rejected* is the caller's affair and nothing happened;
/// *failed* is ours, and the caller may repeat the command.
public sealed interface Reply {

  /// The instance is no companion device any more, or was none; its keys are erased.
  record LoggedOut() implements Reply {}

  /// A code that a phone can scan until `validUntil`. It carries the pairing secret, hence prints
  /// redacted.
  record QrCodeGenerated(String qrCode, Instant validUntil) implements Reply {
    public QrCodeGenerated {
      if (qrCode.isEmpty()) {
        throw new IllegalArgumentException("a QR code has text");
      }
      Objects.requireNonNull(validUntil, "validUntil");
    }

    @Override
    public String toString() {
      return "QrCodeGenerated[[REDACTED], validUntil=" + validUntil + "]";
    }
  }

  /// A code to type into the phone until `validUntil`, eight characters without the dash. It opens
  /// the account to whoever types it, hence prints redacted.
  record PairingCodeGenerated(String pairingCode, Instant validUntil) implements Reply {
    public PairingCodeGenerated {
      if (pairingCode.length() != 8) {
        throw new IllegalArgumentException("a pairing code has 8 characters");
      }
      Objects.requireNonNull(validUntil, "validUntil");
    }

    @Override
    public String toString() {
      return "PairingCodeGenerated[[REDACTED], validUntil=" + validUntil + "]";
    }
  }

  record AlreadyConnected() implements Reply {}

  /// A connection is being made; whether it comes about is told by the instance's state.
  record ReconnectInitiated() implements Reply {}

  /// The record is gone. A device it had is unlinked, now or when WhatsApp can be reached.
  record Deleted() implements Reply {}

  record Rejected(Rejection reason) implements Reply {
    public Rejected {
      Objects.requireNonNull(reason, "reason");
    }
  }

  record Failed(Failure reason) implements Reply {
    public Failed {
      Objects.requireNonNull(reason, "reason");
    }
  }

  /// Why nothing was done. The constant's name is its wire name.
  enum Rejection {
    /// The worker's registry holds no such instance: it was deleted meanwhile.
    INSTANCE_UNKNOWN,
    /// There are no keys to reconnect with: never linked, or logged out.
    NO_SAVED_SESSION
  }

  /// Why it could not be done, or not be confirmed. The constant's name is its wire name.
  enum Failure {
    /// The deadline came before WhatsApp confirmed the unlink. It stays on record and goes on.
    UNLINK_NOT_CONFIRMED,
    /// WhatsApp could not be reached, or did not answer in time.
    WHATSAPP_UNAVAILABLE,
    /// WhatsApp answered no: see the worker's log.
    WHATSAPP_REFUSED,
    /// The deadline had passed before the command was started, so it was not.
    DEADLINE_PASSED,
    /// A later command (a logout while a code was pending) put an end to this one.
    CANCELLED,
    /// Redis could not be read or written.
    STORE_UNAVAILABLE,
    /// The worker can't read the command: its version does not know it, or it lacks the key that
    /// sealed it. Nothing was done and nothing is remembered.
    NOT_UNDERSTOOD,
    /// A surprise; the worker's log has it under the command's id.
    INTERNAL
  }
}
