package io.linkfleet.worker.session;

import io.linkfleet.contract.StateReason;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.Refusal;

/// Why a session does not reconnect by itself. The keys are kept.
enum HaltReason {
  /// Another connection holds our keys; reconnecting would only throw it out in turn.
  REPLACED,
  TEMPORARILY_BANNED,
  LOCKED,
  CLIENT_OUTDATED,
  BANNED,
  USER_AGENT_REJECTED,
  UNKNOWN_REFUSAL;

  StateReason stateReason() {
    return switch (this) {
      case REPLACED -> StateReason.REPLACED;
      case TEMPORARILY_BANNED -> StateReason.TEMPORARILY_BANNED;
      case LOCKED -> StateReason.LOCKED;
      case CLIENT_OUTDATED -> StateReason.CLIENT_OUTDATED;
      case BANNED -> StateReason.BANNED;
      case USER_AGENT_REJECTED -> StateReason.USER_AGENT_REJECTED;
      case UNKNOWN_REFUSAL -> StateReason.REFUSED;
    };
  }

  static HaltReason of(Refusal refusal) {
    return switch (refusal) {
      case TEMPORARILY_BANNED -> TEMPORARILY_BANNED;
      case LOCKED -> LOCKED;
      case CLIENT_OUTDATED -> CLIENT_OUTDATED;
      case BANNED -> BANNED;
      case USER_AGENT_REJECTED -> USER_AGENT_REJECTED;
      case SERVER_TROUBLE, UNKNOWN -> UNKNOWN_REFUSAL;
    };
  }
}
