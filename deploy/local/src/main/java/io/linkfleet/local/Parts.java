package io.linkfleet.local;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What runs, in the order it was started, to be stopped in the opposite one. Stopping may come at
/// any moment from another thread; nothing is started after it.
final class Parts implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Parts.class);

  private final Deque<Part> running = new ArrayDeque<>();
  private boolean closed;

  private record Part(String name, AutoCloseable handle) {}

  /// Thrown to whoever still starts parts while they are being stopped.
  static final class Stopping extends RuntimeException {}

  synchronized <T extends AutoCloseable> T start(String name, Supplier<T> start) {
    if (closed) {
      throw new Stopping();
    }
    T handle = start.get();
    running.push(new Part(name, handle));
    return handle;
  }

  synchronized boolean isEmpty() {
    return running.isEmpty();
  }

  @Override
  public synchronized void close() {
    closed = true;
    while (!running.isEmpty()) {
      stop(running.pop());
    }
  }

  private static void stop(Part part) {
    try {
      part.handle().close();
    } catch (Exception e) {
      LOG.warn("{} did not stop cleanly", part.name(), e);
    }
  }
}
