package io.linkfleet.local.pipeline;

/// What one call in one circumstance comes to: the answer's status and text, and the state in which
/// the instance then comes to rest while the circumstance lasts (`gone` if it is not listed), with
/// the reason for it.
record Expected(int status, String message, Rest after, boolean unlinkPending) {

  /// As `list` shows it: the state and why.
  record Rest(String state, String reason) {}

  static final Rest GONE = new Rest("gone", "");

  private static final Rest LOGGED_OUT = new Rest("loggedout", "api");
  private static final Rest CONNECTED = new Rest("connected", "login");
  private static final Rest PAIRING = new Rest("connecting", "api");

  private static final String NO_SESSION = "Instance has no saved session — call /connect first";

  static Expected loggedOut() {
    return new Expected(200, "Instance logged out", LOGGED_OUT, false);
  }

  static Expected logoutUnconfirmed() {
    return new Expected(500, "Failed to logout instance", LOGGED_OUT, true);
  }

  static Expected qrCode() {
    return new Expected(200, "QR code generated", PAIRING, false);
  }

  static Expected pairingCode() {
    return new Expected(200, "Pairing code generated", PAIRING, false);
  }

  static Expected alreadyConnected() {
    return new Expected(200, "Instance already connected", CONNECTED, false);
  }

  static Expected connectFailed(Rest after) {
    return new Expected(500, "Failed to connect instance", after, false);
  }

  static Expected reconnecting(Rest after) {
    return new Expected(200, "Reconnect initiated", after, false);
  }

  static Expected noSession(Rest after) {
    return new Expected(400, NO_SESSION, after, false);
  }

  static Expected deleted() {
    return new Expected(200, "Instance deleted", GONE, false);
  }

  static Expected listed(Rest after) {
    return new Expected(200, "1 Instance found", after, false);
  }

  /// The same, at rest for another reason.
  Expected because(String reason) {
    return new Expected(status, message, new Rest(after.state(), reason), unlinkPending);
  }

  /// The same, with a device that is still to be unlinked.
  Expected pending() {
    return new Expected(status, message, after, true);
  }
}
