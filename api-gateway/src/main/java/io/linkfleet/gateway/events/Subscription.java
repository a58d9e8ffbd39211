package io.linkfleet.gateway.events;

import io.linkfleet.registry.Caller;
import io.linkfleet.registry.TokenHash;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/// What one stream has still to be told: a bounded number of messages. One more, and all of them
/// are dropped: the stream is behind then, and begins anew when it gets round to it.
final class Subscription {
  private static final int MOST_WAITING = 256;

  private final Caller caller;
  private final TokenHash token;
  private final Optional<Tally> seen;
  private final Queue<Message> waiting = new ArrayDeque<>();
  private boolean behind;
  private Optional<Ending> ending = Optional.empty();

  /// `seen` is what the page shows, if it says so.
  Subscription(Caller caller, TokenHash token, Optional<Tally> seen) {
    this.caller = Objects.requireNonNull(caller, "caller");
    this.token = Objects.requireNonNull(token, "token");
    this.seen = seen;
  }

  /// Why a gateway ends a stream.
  enum Ending {
    TOKEN_INVALID,
    STOPPING
  }

  /// What a stream is to do next.
  sealed interface Next {
    record Tell(List<Message> messages) implements Next {}

    /// Nothing has come within the patience.
    record Nothing() implements Next {}

    /// It was too slow and is to be opened anew.
    record CatchUp() implements Next {}

    record End(Ending ending) implements Next {}
  }

  Caller caller() {
    return caller;
  }

  TokenHash token() {
    return token;
  }

  Optional<Tally> seen() {
    return seen;
  }

  static int mostWaiting() {
    return MOST_WAITING;
  }

  synchronized void offer(Message message) {
    if (behind) {
      return;
    }
    if (waiting.size() == MOST_WAITING) {
      waiting.clear();
      behind = true;
    } else {
      waiting.add(message);
    }
    notifyAll();
  }

  /// In place of whatever waits.
  synchronized void beginAnew(Message.All all) {
    waiting.clear();
    behind = false;
    waiting.add(all);
    notifyAll();
  }

  synchronized void end(Ending why) {
    ending = Optional.of(why);
    notifyAll();
  }

  /// Waits until there is something to do, or for as long as the patience.
  synchronized Next next(Duration patience) throws InterruptedException {
    long until = System.nanoTime() + patience.toNanos();
    while (waiting.isEmpty() && !behind && ending.isEmpty()) {
      long left = until - System.nanoTime();
      if (left <= 0) {
        return new Next.Nothing();
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    if (ending.isPresent()) {
      return new Next.End(ending.get());
    }
    if (behind) {
      return new Next.CatchUp();
    }
    List<Message> messages = List.copyOf(waiting);
    waiting.clear();
    return new Next.Tell(messages);
  }
}
