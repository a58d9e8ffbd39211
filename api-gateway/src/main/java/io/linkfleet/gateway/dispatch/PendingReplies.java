package io.linkfleet.gateway.dispatch;

import io.linkfleet.contract.CommandId;
import io.linkfleet.contract.ReplyEnvelope;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Who waits for which command. A waiter holds its place until it is closed. Of the commands whose
/// waiter went without a reply the last are remembered, twice as many as may be awaited at once.
final class PendingReplies {
  /// What a reply found.
  enum Found {
    /// Its waiter, who has it now.
    WAITER,
    /// That its waiter went without it.
    TOO_LATE,
    /// Nobody, as far as is remembered: it is another gateway's, or comes a second time.
    NOBODY
  }

  private static final Outcome NO_REPLY = new Outcome.Unanswered(Outcome.Reason.DEADLINE_PASSED);

  private final Map<CommandId, CompletableFuture<Outcome>> waiting = new ConcurrentHashMap<>();
  private final Set<CommandId> givenUp;
  private final Semaphore places;
  private final int maxInFlight;

  PendingReplies(int maxInFlight) {
    this.maxInFlight = maxInFlight;
    this.places = new Semaphore(maxInFlight);
    this.givenUp = Collections.synchronizedSet(newestOf(2L * maxInFlight));
  }

  private static Set<CommandId> newestOf(long most) {
    return Collections.newSetFromMap(
        new LinkedHashMap<>() {
          @Override
          protected boolean removeEldestEntry(Map.Entry<CommandId, Boolean> eldest) {
            return size() > most;
          }
        });
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

  Found complete(ReplyEnvelope envelope) {
    CompletableFuture<Outcome> waiter = waiting.get(envelope.id());
    if (waiter == null) {
      return givenUp.remove(envelope.id()) ? Found.TOO_LATE : Found.NOBODY;
    }
    if (waiter.complete(new Outcome.Answered(envelope.reply()))) {
      return Found.WAITER;
    }
    return isAnswered(waiter) ? Found.NOBODY : Found.TOO_LATE;
  }

  private static boolean isAnswered(CompletableFuture<Outcome> waiter) {
    return waiter.getNow(NO_REPLY) instanceof Outcome.Answered;
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
        // A reply of this very moment is taken all the same.
        outcome.complete(new Outcome.Unanswered(Outcome.Reason.DEADLINE_PASSED));
        return outcome.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return new Outcome.Unanswered(Outcome.Reason.DEADLINE_PASSED);
      } catch (ExecutionException e) {
        throw new IllegalStateException("a waiter is never completed exceptionally", e);
      }
    }

    @Override
    public void close() {
      if (!isAnswered(outcome)) {
        givenUp.add(id);
      }
      waiting.remove(id);
      places.release();
    }
  }
}
