package io.linkfleet.worker.session;

import io.linkfleet.contract.Reply;
import io.linkfleet.worker.session.Effect.Answer;
import java.util.List;

/// The same answer for everybody who waits.
final class Answers {
  private Answers() {}

  static List<Answer> toAll(List<Waiter> waiters, Reply reply) {
    return waiters.stream().map(waiter -> new Answer(waiter.id(), reply)).toList();
  }
}
