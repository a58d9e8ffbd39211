package io.linkfleet.worker.errand;

import io.linkfleet.contract.Command;
import io.linkfleet.contract.CommandEnvelope;
import io.linkfleet.contract.InstanceId;
import io.linkfleet.contract.Reply;
import io.linkfleet.contract.Topics;
import io.linkfleet.tracing.LogMarks;
import io.linkfleet.tracing.Span;
import io.linkfleet.tracing.Spans;
import io.linkfleet.tracing.Spans.Kind;
import io.linkfleet.tracing.TraceParent;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// A command in this worker, from its record to its reply and whatever it leaves to be done after
/// that. Its spans hang under the `traceparent` that came with the record, so that a command which
/// comes again, to this worker or to another, stays in its trace.
public final class Errand {
  /// What nobody asked for: takeovers, reconnects after a loss, what phones do.
  public static final Errand NONE = new Errand();

  private final Optional<CommandEnvelope> envelope;
  private final Spans spans;
  private final Optional<TraceParent> caller;
  private final Span queued;
  private volatile Optional<Span> handling = Optional.empty();

  private Errand() {
    envelope = Optional.empty();
    spans = Spans.OFF;
    caller = Optional.empty();
    queued = spans.begin("queue", Kind.CONSUMER, caller);
  }

  /// `sent` is when its record was, by its sender's clock.
  public Errand(CommandEnvelope envelope, Optional<TraceParent> caller, Instant sent, Spans spans) {
    this.envelope = Optional.of(envelope);
    this.spans = spans;
    this.caller = caller;
    this.queued = spans.begin("queue " + Topics.COMMANDS, Kind.CONSUMER, caller, sent);
  }

  public boolean isNone() {
    return envelope.isEmpty();
  }

  /// Its session has come to it: the time in the queue is over. Does nothing when called again.
  public void taken() {
    if (envelope.isPresent() && handling.isEmpty()) {
      queued.end();
      handling = Optional.of(beginHandling(envelope.get()));
    }
  }

  private Span beginHandling(CommandEnvelope taken) {
    Command command = taken.command();
    return spans
        .begin("handle", Kind.INTERNAL, caller.or(queued::context))
        .note("linkfleet.command.id", taken.id().value())
        .note("linkfleet.command", command.getClass().getSimpleName())
        .note("linkfleet.instance.id", taken.instance().value());
  }

  /// Something that WhatsApp is waited for.
  public Span step(String name) {
    return spans.begin(name, Kind.CLIENT, trace());
  }

  /// Ends the handling; what is returned lasts until the broker has the reply. Steps may go on.
  public Span answered(Reply reply) {
    Span handled = handling.orElse(queued);
    switch (reply) {
      case Reply.Failed(var reason) -> handled.failed(lower(reason));
      case Reply.Rejected(var reason) -> handled.note("linkfleet.rejected", lower(reason));
      case Reply.LoggedOut _,
          Reply.Deleted _,
          Reply.ReconnectInitiated _,
          Reply.AlreadyConnected _,
          Reply.QrCodeGenerated _,
          Reply.PairingCodeGenerated _ -> {}
    }
    handled.note("linkfleet.reply", reply.getClass().getSimpleName()).end();
    return spans.begin("send " + Topics.REPLIES, Kind.PRODUCER, trace());
  }

  /// Its partition is, or is about to be, another worker's, to whom it comes again.
  public void left() {
    queued.end();
    handling.ifPresent(span -> span.failed("partition_released").end());
  }

  /// Marks what this thread logs about the instance until it is closed.
  public LogMarks mark(InstanceId instance) {
    LogMarks marks = LogMarks.of(LogMarks.INSTANCE, instance.value());
    return envelope.isPresent()
        ? marks.and(LogMarks.COMMAND, envelope.get().id().value()).and(trace())
        : marks;
  }

  private Optional<TraceParent> trace() {
    return handling.orElse(queued).context();
  }

  private static String lower(Enum<?> reason) {
    return reason.name().toLowerCase(Locale.ROOT);
  }
}
