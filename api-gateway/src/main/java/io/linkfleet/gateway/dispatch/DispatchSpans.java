package io.linkfleet.gateway.dispatch;

import io.linkfleet.contract.Command;
import io.linkfleet.contract.CommandId;
import io.linkfleet.contract.InstanceId;
import io.linkfleet.contract.Topics;
import io.linkfleet.tracing.Span;
import io.linkfleet.tracing.Spans;
import io.linkfleet.tracing.Spans.Kind;
import io.linkfleet.tracing.TraceParent;
import java.time.Instant;
import java.util.Optional;

/// What a trace shows of the dispatch.
final class DispatchSpans {
  private final Spans spans;

  DispatchSpans(Spans spans) {
    this.spans = spans;
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

  void dispatched(Span dispatching, Outcome outcome) {
    if (dispatching.isRecorded()) {
      dispatching.note("linkfleet.outcome", DispatchMeters.name(outcome));
      if (outcome instanceof Outcome.Unanswered(Outcome.Reason reason)) {
        dispatching.failed(DispatchMeters.lower(reason));
      }
    }
    dispatching.end();
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
}
