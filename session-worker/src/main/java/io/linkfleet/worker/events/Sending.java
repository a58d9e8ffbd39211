package io.linkfleet.worker.events;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/// Several records on their way to the broker. Tells once what came of them, when the last of them
/// has come to an end.
final class Sending {

  sealed interface Outcome {
    /// The broker has all of them.
    record Acknowledged() implements Outcome {}

    /// It may lack any of them.
    record Failed(Exception failure) implements Outcome {}
  }

  private final AtomicInteger open;
  private final AtomicReference<Exception> failed = new AtomicReference<>();
  private final Consumer<Outcome> ended;

  Sending(int records, Consumer<Outcome> ended) {
    this.open = new AtomicInteger(records);
    this.ended = ended;
  }

  /// One has come to its end; `failure` is null when the broker has it, as Kafka's callbacks say.
  void one(Exception failure) {
    if (failure != null) {
      failed.compareAndSet(null, failure);
    }
    if (open.decrementAndGet() == 0) {
      Exception first = failed.get();
      ended.accept(first == null ? new Outcome.Acknowledged() : new Outcome.Failed(first));
    }
  }
}
