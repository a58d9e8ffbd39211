package io.linkfleet.gateway.dispatch;

import io.linkfleet.contract.Command;
import io.linkfleet.contract.Reply;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;

/// What operators see of the dispatch. No label ever names a tenant or an instance.
final class DispatchMeters {
  private final MeterRegistry meters;
  private final Counter unknownReplies;
  private final Counter malformedReplies;

  DispatchMeters(MeterRegistry meters, PendingReplies pending) {
    this.meters = meters;
    unknownReplies =
        Counter.builder("linkfleet.replies.unknown")
            .description("Replies nobody waits for: late, or another gateway's on this partition")
            .register(meters);
    malformedReplies =
        Counter.builder("linkfleet.replies.malformed")
            .description("Records on the reply topic that are no reply it knows")
            .register(meters);
    Gauge.builder("linkfleet.dispatch.inflight", pending, PendingReplies::inFlight)
        .description("Commands whose reply is awaited")
        .register(meters);
  }

  void dispatched(Command command, Outcome outcome, Duration took) {
    Timer.builder("linkfleet.dispatch")
        .description("Commands from publishing to their reply, by what became of them")
        .tag("command", name(command))
        .tag("outcome", name(outcome))
        .publishPercentileHistogram()
        .register(meters)
        .record(took);
  }

  void unknownReply() {
    unknownReplies.increment();
  }

  void malformedReply() {
    malformedReplies.increment();
  }

  private static String name(Command command) {
    return switch (command) {
      case Command.Connect() -> "connect";
      case Command.ConnectByCode _ -> "connect_by_code";
      case Command.Reconnect() -> "reconnect";
      case Command.Logout() -> "logout";
      case Command.Delete() -> "delete";
    };
  }

  private static String name(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Answered(Reply reply) -> name(reply);
      case Outcome.Unanswered(Outcome.Reason reason) -> lower(reason);
    };
  }

  private static String name(Reply reply) {
    return switch (reply) {
      case Reply.LoggedOut() -> "logged_out";
      case Reply.QrCodeGenerated qr -> "qr_code_generated";
      case Reply.PairingCodeGenerated _ -> "pairing_code_generated";
      case Reply.AlreadyConnected() -> "already_connected";
      case Reply.ReconnectInitiated() -> "reconnect_initiated";
      case Reply.Deleted() -> "deleted";
      case Reply.Rejected(var reason) -> "rejected_" + lower(reason);
      case Reply.Failed(var reason) -> "failed_" + lower(reason);
    };
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
