package io.linkfleet.worker.session;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One queue into one handler: whatever is posted is handled in order, one at a time, and what one
/// handling wrote the next one sees. An empty mailbox holds no thread.
///
/// The handler must not throw.
public final class Mailbox<E> {
  private static final Logger log = LoggerFactory.getLogger(Mailbox.class);

  private final Queue<E> queue = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final Executor executor;
  private final Consumer<E> handler;

  public Mailbox(Executor executor, Consumer<E> handler) {
    this.executor = executor;
    this.handler = handler;
  }

  /// Never blocks and never handles on the calling thread, unless the executor does. What is posted
  /// once the executor is shut down nobody handles: sockets that close while a worker ends have
  /// nobody to tell.
  public void post(E event) {
    queue.add(event);
    if (waiting.getAndIncrement() == 0) {
      try {
        executor.execute(this::drain);
      } catch (RejectedExecutionException ended) {
        log.debug("not handled, as the worker ends: {}", ended.toString());
      }
    }
  }

  int depth() {
    return waiting.get();
  }

  private void drain() {
    do {
      handler.accept(queue.remove());
    } while (waiting.decrementAndGet() > 0);
  }
}
