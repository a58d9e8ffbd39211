package io.linkfleet.gateway.dispatch;

import io.linkfleet.contract.Command;
import io.linkfleet.contract.CommandId;
import io.linkfleet.contract.InstanceId;
import io.linkfleet.contract.Reply;
import io.linkfleet.contract.Topics;
import io.linkfleet.tracing.Span;
import io.linkfleet.tracing.Spans;
import io.linkfleet.tracing.Spans.Kind;
import io.linkfleet.tracing.TraceParent;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// What operators see of the dispatch, in metrics and in traces. No metric's label ever names a
/// tenant or an instance.
final class DispatchTelemetry {
  private final MeterRegistry meters;
  private final Spans spans;
  private final Counter unknownReplies;
  private final Counter malformedReplies;

  DispatchTelemetry(MeterRegistry meters, Spans spans, PendingReplies pending) {
    this.meters = meters;
    this.spans = spans;
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

  /// From here until the reply is here, or nobody waits for it any more.
  Span dispatching(
      CommandId id, InstanceId instance, Command command, Optional<TraceParent> trace) {
    return spans
        .begin("dispatch", Kind.INTERNAL, trace)
        .note("linkfleet.command.id", id.value())
        .note("linkfleet.command", command.getClass().getSimpleName())
        .note("linkfleet.instance.id", instance.value());
  }

  /// From here until the broker has the command.
  Span sending(int partition, Optional<TraceParent> trace) {
    return spans
        .begin("send " + Topics.COMMANDS, Kind.PRODUCER, trace)
        .note("messaging.destination.partition.id", partition);
  }

  /// From the moment the reply was sent until now.
  void received(Optional<TraceParent> trace, Instant sent, boolean awaited) {
    spans
        .begin("receive " + Topics.REPLIES, Kind.CONSUMER, trace, sent)
        .note("linkfleet.reply", awaited ? "awaited" : "late")
        .end();
  }

  void dispatched(Command command, Outcome outcome, Duration took, Span dispatching) {
    if (dispatching.isRecorded()) {
      dispatching.note("linkfleet.outcome", name(outcome));
      if (outcome instanceof Outcome.Unanswered(Outcome.Reason reason)) {
        dispatching.failed(lower(reason));
      }
    }
    dispatching.end();
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
