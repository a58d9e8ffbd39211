package io.linkfleet.worker.whatsapp;

import io.linkfleet.worker.device.DeviceCredentials;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/// What happened on a connection: facts, never decisions.
public sealed interface WhatsAppEvent {

  /// A code that a phone can scan until `validUntil`; the next one replaces it. Its text carries
  /// the pairing secret.
  record QrCodeShown(String text, Instant validUntil) implements WhatsAppEvent {
    @Override
    public String toString() {
      return "QrCodeShown[[REDACTED], validUntil=" + validUntil + "]";
    }
  }

  /// A code of eight characters that can be typed into the phone it was asked for until
  /// `validUntil`; a later one replaces it.
  record PairingCodeShown(String code, Instant validUntil) implements WhatsAppEvent {
    @Override
    public String toString() {
      return "PairingCodeShown[[REDACTED], validUntil=" + validUntil + "]";
    }
  }

  /// A phone scanned the code and its signatures are right. WhatsApp does not list the device
  /// until [Connection#confirmPairing].
  record Paired(DeviceCredentials device) implements WhatsAppEvent {}

  /// What the phone sent is not what it must sign, or needs a step we do not have (a passkey).
  record PairingRefused(String reason) implements WhatsAppEvent {}

  /// Connect again at once with the login payload; this is how pairing ends.
  record RestartRequired() implements WhatsAppEvent {}

  /// Logged in and active.
  record Online() implements WhatsAppEvent {}

  /// The device is no companion device any more. All three ways of learning it are this one fact.
  record DeviceUnlinked(Evidence evidence) implements WhatsAppEvent {}

  /// The unlink was not confirmed; the device may or may not still be linked. `code` is that of the
  /// error WhatsApp answered, absent if it did not answer in time.
  record UnlinkFailed(Optional<Integer> code) implements WhatsAppEvent {}

  /// Another connection holds our keys (`conflict=replaced`).
  record StreamReplaced() implements WhatsAppEvent {}

  /// WhatsApp refused the login for a reason that does not unlink. `retryAfter` is how long
  /// WhatsApp said the reason lasts.
  record LoginRefused(Refusal refusal, int code, Optional<Duration> retryAfter)
      implements WhatsAppEvent {}

  /// Something learnt on the connection belongs into the stored credentials.
  record CredentialsChanged(DeviceCredentials device) implements WhatsAppEvent {}

  /// The connection is gone. Always last.
  record Closed(Cause cause) implements WhatsAppEvent {
    public Closed {
      Objects.requireNonNull(cause, "cause");
    }
  }

  /// How we know that a device is unlinked.
  enum Evidence {
    /// WhatsApp answered our `remove-companion-device` with a result.
    ACKNOWLEDGED,
    /// `stream:error` 401 with `conflict=device_removed`, or 516.
    DEVICE_REMOVED,
    /// The login was refused with failure 401.
    LOGIN_REFUSED
  }

  /// Why a login was refused (`<failure reason>`).
  enum Refusal {
    /// 402
    TEMPORARILY_BANNED,
    /// 403
    LOCKED,
    /// 405
    CLIENT_OUTDATED,
    /// 406
    BANNED,
    /// 409
    USER_AGENT_REJECTED,
    /// 500 and 503: try again later.
    SERVER_TROUBLE,
    /// Any other; never a reason to erase.
    UNKNOWN
  }

  /// Why a connection ended.
  enum Cause {
    /// [Connection#close] was called.
    CLOSED_BY_US,
    /// No TCP, TLS or WebSocket connection came about.
    UNREACHABLE,
    /// The handshake failed: wrong certificate, garbage, or no answer in time.
    HANDSHAKE_FAILED,
    /// The server ended the stream (an error other than the ones with events of their own, or
    /// because the codes were used up).
    ENDED_BY_SERVER,
    /// `stream:error` 429.
    RATE_LIMITED,
    /// The network went away, or an answer did not come.
    LOST,
    /// The socket looked alive and a keep-alive stayed unanswered.
    KEEP_ALIVE_UNANSWERED,
    /// The server sent what we cannot read.
    PROTOCOL_ERROR
  }
}
