package io.linkfleet.whatsapp.pairing;

/// What a companion device thinks of the phone's statement.
public sealed interface Verdict {
  /// It is genuine; `identity` is it, signed by us in turn.
  record Genuine(SignedIdentity identity) implements Verdict {}

  /// It is not; `reason` goes back to the server.
  record Refused(Reason reason) implements Verdict {}

  /// Why a statement is refused, with the error node's `code` and `text`.
  enum Reason {
    /// It was not made by the phone that saw our secret.
    HMAC_MISMATCH(401, "hmac-mismatch"),
    /// The account did not sign it for our identity.
    SIGNATURE_MISMATCH(401, "signature-mismatch"),
    /// It can't be read.
    MALFORMED(500, "internal-error");

    private final int code;
    private final String text;

    Reason(int code, String text) {
      this.code = code;
      this.text = text;
    }

    public int code() {
      return code;
    }

    public String text() {
      return text;
    }
  }
}
