package io.linkfleet.gateway.instance;

import io.linkfleet.contract.InstanceStatus;
import io.linkfleet.contract.Reply;
import io.linkfleet.contract.Reply.AlreadyConnected;
import io.linkfleet.contract.Reply.Deleted;
import io.linkfleet.contract.Reply.Failed;
import io.linkfleet.contract.Reply.LoggedOut;
import io.linkfleet.contract.Reply.PairingCodeGenerated;
import io.linkfleet.contract.Reply.QrCodeGenerated;
import io.linkfleet.contract.Reply.ReconnectInitiated;
import io.linkfleet.contract.Reply.Rejected;
import io.linkfleet.gateway.dispatch.Outcome;
import io.linkfleet.gateway.dispatch.Outcome.Answered;
import io.linkfleet.gateway.dispatch.Outcome.Unanswered;
import io.linkfleet.gateway.http.Answer;
import io.linkfleet.gateway.http.Exchange;
import java.util.Locale;
import java.util.Map;

/// The only place where the outcome of a command becomes a status code and a text.
final class ReplyHttpMapping {
  /// A header, because the body of `connect` is fixed. By the clock of the `Date` beside it.
  private static final String VALID_UNTIL = "X-Code-Valid-Until";

  private ReplyHttpMapping() {}

  private static final Answer NO_SAVED_SESSION =
      Answer.failure(400, "Instance has no saved session — call /connect first");

  /// `failureText` is that of the endpoint; why it failed goes into the log line, and into the text
  /// only where that ends with a colon and a blank.
  static Answer answer(Outcome outcome, String failureText, Exchange exchange) {
    return switch (outcome) {
      case Answered(LoggedOut()) ->
          Answer.ok("Instance logged out")
              .with("instance", Map.of("status", InstanceStatus.LOGGED_OUT.wireName()));
      case Answered(QrCodeGenerated(var qrCode, var validUntil)) ->
          Answer.ok("QR code generated")
              .with("qrCode", qrCode)
              .with("qrCodeBase64", QrPng.dataUri(qrCode))
              .with("status", "qr")
              .withHeader(VALID_UNTIL, validUntil.toString());
      case Answered(PairingCodeGenerated(var code, var validUntil)) ->
          Answer.ok("Pairing code generated")
              .with("pairingCode", code.substring(0, 4) + "-" + code.substring(4))
              .with("status", "pairing")
              .withHeader(VALID_UNTIL, validUntil.toString());
      case Answered(ReconnectInitiated()) ->
          Answer.ok("Reconnect initiated").with("status", InstanceStatus.CONNECTING.wireName());
      case Answered(Deleted()) ->
          Answer.ok("Instance deleted").with("instance", Map.of("status", "deleted"));
      case Answered(AlreadyConnected()) ->
          Answer.ok("Instance already connected")
              .with("status", InstanceStatus.CONNECTED.wireName());
      case Answered(Rejected(var reason)) -> rejected(reason, exchange);
      case Answered(Failed(var reason)) -> failed(failureText, reason, exchange);
      case Unanswered(var reason) -> failed(failureText, reason, exchange);
    };
  }

  private static Answer rejected(Reply.Rejection reason, Exchange exchange) {
    exchange.because(reason.name());
    return switch (reason) {
      case INSTANCE_UNKNOWN -> InstanceDirectory.NOT_FOUND;
      case NO_SAVED_SESSION -> NO_SAVED_SESSION;
    };
  }

  private static Answer failed(String failureText, Enum<?> reason, Exchange exchange) {
    exchange.because(reason.name());
    return Answer.failure(
        500, failureText.endsWith(": ") ? failureText + words(reason) : failureText);
  }

  static String words(Enum<?> reason) {
    return reason.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
