package io.linkfleet.whatsapp.noise;

/// The peer did not complete the handshake as it must; the connection is worthless.
public final class HandshakeException extends Exception {
  /// Why, for logs, metrics and tests.
  public enum Reason {
    /// Not a handshake message, a part is missing, or has the wrong length.
    MALFORMED,
    /// A part was not encrypted by who it should have been.
    DECRYPTION,
    /// The intermediate certificate is not signed by the root, or not under its serial.
    UNTRUSTED_INTERMEDIATE,
    /// The leaf certificate is not signed by the intermediate, or not under its serial.
    UNTRUSTED_LEAF,
    /// The leaf certificate is for another key than the server's.
    FOREIGN_CERTIFICATE,
    /// A certificate is not valid yet or no longer.
    OUTSIDE_VALIDITY
  }

  private final Reason reason;

  HandshakeException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  HandshakeException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
