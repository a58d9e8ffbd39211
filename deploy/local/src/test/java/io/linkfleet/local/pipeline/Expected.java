package io.linkfleet.local.pipeline;

/// What one call in one circumstance comes to: the answer's status and text, and the state in which
/// the instance then comes to rest while the circumstance lasts (`gone` if it is not listed).
record Expected(int status, String message, String stateAfter, boolean unlinkPending) {
  static final String GONE = "gone";

  private static final String NO_SESSION = "Instance has no saved session — call /connect first";

  static Expected loggedOut() {
    return new Expected(200, "Instance logged out", "loggedout", false);
  }

  static Expected logoutUnconfirmed() {
    return new Expected(500, "Failed to logout instance", "loggedout", true);
  }

  static Expected qrCode() {
    return new Expected(200, "QR code generated", "connecting", false);
  }

  static Expected pairingCode() {
    return new Expected(200, "Pairing code generated", "connecting", false);
  }

  static Expected alreadyConnected() {
    return new Expected(200, "Instance already connected", "connected", false);
  }

  static Expected connectFailed(String stateAfter) {
    return new Expected(500, "Failed to connect instance", stateAfter, false);
  }

  static Expected reconnecting(String stateAfter) {
    return new Expected(200, "Reconnect initiated", stateAfter, false);
  }

  static Expected noSession(String stateAfter) {
    return new Expected(400, NO_SESSION, stateAfter, false);
  }

  static Expected deleted() {
    return new Expected(200, "Instance deleted", GONE, false);
  }

  static Expected listed(String stateAfter) {
    return new Expected(200, "1 Instance found", stateAfter, false);
  }

  /// The same, with a device that is still to be unlinked.
  Expected pending() {
    return new Expected(status, message, stateAfter, true);
  }
}
