package io.linkfleet.gateway.dispatch;

import io.linkfleet.contract.CommandId;
import io.linkfleet.contract.InstanceId;
import io.linkfleet.contract.Reply;
import io.linkfleet.contract.ReplyEnvelope;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import org.apache.kafka.common.KafkaException;

/// Brings the dispatch up before anybody calls: finds the broker, and sends replies to this gateway
/// itself until they come back, which proves the way they go and warms up all that is on it.
public final class Rehearsal {
  private static final Duration STEP = Duration.ofSeconds(1);
  private static final int PASSES = 200;

  /// Warming up ends with that: a start is waited for.
  private static final Duration LONG_ENOUGH = Duration.ofMillis(400);

  private final CommandPublisher publisher;
  private final ReplyConsumer replies;
  private final PendingReplies pending;
  private final RandomGenerator random;

  Rehearsal(
      CommandPublisher publisher,
      ReplyConsumer replies,
      PendingReplies pending,
      RandomGenerator random) {
    this.publisher = publisher;
    this.replies = replies;
    this.pending = pending;
    this.random = random;
  }

  /// False when the broker is not there yet: to be called again. Throws
  /// [io.linkfleet.settings.InvalidSetting] when the broker has another fleet's topics.
  public boolean perform() throws InterruptedException {
    if (!replies.awaitPosition(STEP)) {
      return false;
    }
    try {
      publisher.open();
    } catch (KafkaException e) {
      return false;
    }
    OptionalInt partition = replies.partition();
    long began = System.nanoTime();
    int passes = 0;
    do {
      if (partition.isEmpty() || !comesBack(partition.getAsInt())) {
        return false;
      }
      passes++;
    } while (passes < PASSES && System.nanoTime() - began < LONG_ENOUGH.toNanos());
    return true;
  }

  private boolean comesBack(int partition) {
    CommandId id = CommandId.random(random);
    ReplyEnvelope envelope =
        new ReplyEnvelope(id, InstanceId.random(random), new Reply.LoggedOut());
    try (PendingReplies.Waiter waiter = pending.register(id).orElseThrow()) {
      publisher.publish(
          envelope,
          partition,
          (sent, failure) -> {
            if (failure != null) {
              waiter.giveUp(Outcome.Reason.NOT_PUBLISHED);
            }
          });
      return waiter.await(STEP.multipliedBy(5)) instanceof Outcome.Answered;
    } catch (KafkaException e) {
      return false;
    }
  }
}
