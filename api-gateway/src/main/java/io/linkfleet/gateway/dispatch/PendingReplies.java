package io.linkfleet.gateway.dispatch;

import io.linkfleet.contract.CommandId;
import io.linkfleet.contract.ReplyEnvelope;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Who waits for which command. A waiter holds its place until it is closed.
final class PendingReplies {
  private final Map<CommandId, CompletableFuture<Outcome>> waiting = new ConcurrentHashMap<>();
  private final Semaphore places;
  private final int maxInFlight;

  PendingReplies(int maxInFlight) {
    this.maxInFlight = maxInFlight;
    this.places = new Semaphore(maxInFlight);
  }

  /// Empty when every place is taken.
  Optional<Waiter> register(CommandId id) {
    if (!places.tryAcquire()) {
      return Optional.empty();
    }
    CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    waiting.put(id, outcome);
    return Optional.of(new Waiter(id, outcome));
  }

  /// False when nobody waits for it (any more).
  boolean complete(ReplyEnvelope envelope) {
    CompletableFuture<Outcome> waiter = waiting.get(envelope.id());
    return waiter != null && waiter.complete(new Outcome.Answered(envelope.reply()));
  }

  /// Ends that wait. False when nobody waits for it (any more).
  boolean giveUp(CommandId id, Outcome.Reason reason) {
    CompletableFuture<Outcome> waiter = waiting.get(id);
    return waiter != null && waiter.complete(new Outcome.Unanswered(reason));
  }

  /// Ends every wait there is now.
  void giveUp(Outcome.Reason reason) {
    waiting.values().forEach(waiter -> waiter.complete(new Outcome.Unanswered(reason)));
  }

  int inFlight() {
    return maxInFlight - places.availablePermits();
  }

  /// One caller's place.
  final class Waiter implements AutoCloseable {
    private final CommandId id;
    private final CompletableFuture<Outcome> outcome;

    private Waiter(CommandId id, CompletableFuture<Outcome> outcome) {
      this.id = id;
      this.outcome = outcome;
    }

    /// Ends the wait: there will be no reply.
    void giveUp(Outcome.Reason reason) {
      outcome.complete(new Outcome.Unanswered(reason));
    }

    Outcome await(Duration patience) {
      try {
        return outcome.get(Math.max(0, patience.toNanos()), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        return new Outcome.Unanswered(Outcome.Reason.DEADLINE_PASSED);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return new Outcome.Unanswered(Outcome.Reason.DEADLINE_PASSED);
      } catch (ExecutionException e) {
        throw new IllegalStateException("a waiter is never completed exceptionally", e);
      }
    }

    @Override
    public void close() {
      waiting.remove(id);
      places.release();
    }
  }
}
