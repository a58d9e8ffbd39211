package io.linkfleet.gateway.dispatch;

import io.linkfleet.contract.Command;
import io.linkfleet.contract.CommandEnvelope;
import io.linkfleet.contract.CommandId;
import io.linkfleet.contract.InstanceId;
import io.linkfleet.tracing.LogMarks;
import io.linkfleet.tracing.Span;
import io.linkfleet.tracing.TraceParent;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries a command to the worker that owns the instance, and its reply back. Blocks until the
/// reply is here or the caller's patience is over, whatever dies meanwhile.
public final class CommandDispatcher {
  private static final Logger log = LoggerFactory.getLogger(CommandDispatcher.class);

  private final PendingReplies pending;
  private final CommandPublisher publisher;
  private final ReplyConsumer replies;
  private final DispatchMeters meters;
  private final DispatchSpans spans;
  private final InstantSource clock;
  private final RandomGenerator random;

  CommandDispatcher(
      PendingReplies pending,
      CommandPublisher publisher,
      ReplyConsumer replies,
      DispatchMeters meters,
      DispatchSpans spans,
      InstantSource clock,
      RandomGenerator random) {
    this.pending = pending;
    this.publisher = publisher;
    this.replies = replies;
    this.meters = meters;
    this.spans = spans;
    this.clock = clock;
    this.random = random;
  }

  public CommandId newId() {
    return CommandId.random(random);
  }

  /// `trace` is where what is done for the command hangs.
  public Outcome dispatch(
      CommandId id,
      InstanceId instance,
      Command command,
      Duration patience,
      Optional<TraceParent> trace) {
    long started = System.nanoTime();
    Span span = spans.dispatching(id, instance, command, trace);
    Outcome outcome = attempt(id, instance, command, patience, span);
    spans.dispatched(span, outcome);
    meters.dispatched(command, outcome, Duration.ofNanos(System.nanoTime() - started));
    return outcome;
  }

  /// Ends every wait there is now: the program stops.
  public void giveUp() {
    pending.giveUp(Outcome.Reason.STOPPING);
  }

  private Outcome attempt(
      CommandId id, InstanceId instance, Command command, Duration patience, Span span) {
    OptionalInt replyPartition = replies.partition();
    if (replyPartition.isEmpty() || !publisher.isOpen()) {
      return new Outcome.Unanswered(Outcome.Reason.NOT_READY);
    }
    Optional<PendingReplies.Waiter> place = pending.register(id);
    if (place.isEmpty()) {
      return new Outcome.Unanswered(Outcome.Reason.TOO_MANY_IN_FLIGHT);
    }
    long end = System.nanoTime() + patience.toNanos();
    try (PendingReplies.Waiter waiter = place.get()) {
      publish(
          new CommandEnvelope(
              id, instance, command, clock.instant().plus(patience), replyPartition.getAsInt()),
          span.context(),
          waiter);
      return waiter.await(Duration.ofNanos(end - System.nanoTime()));
    }
  }

  private void publish(
      CommandEnvelope envelope, Optional<TraceParent> trace, PendingReplies.Waiter waiter) {
    try {
      publisher.publish(envelope, trace, (sent, failure) -> notice(envelope, failure, waiter));
    } catch (KafkaException e) {
      notice(envelope, e, waiter);
    }
  }

  private static void notice(
      CommandEnvelope envelope, Exception failure, PendingReplies.Waiter waiter) {
    if (failure != null) {
      try (var _ = LogMarks.of(LogMarks.COMMAND, envelope.id().value())) {
        log.debug("command={} was not published", envelope.id(), failure);
      }
      waiter.giveUp(Outcome.Reason.NOT_PUBLISHED);
    }
  }
}
