package io.linkfleet.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Plays callers on the calling thread until all of them are done. Connections are opened by their
/// first use and closed in the end.
public final class ClosedLoop implements AutoCloseable {
  private static final int SCRATCH = 64 * 1024;
  private static final long LOOK_MILLIS = 100;

  private final Selector selector;
  private final ByteBuffer scratch = ByteBuffer.allocateDirect(SCRATCH);
  private final List<Seat> seats = new ArrayList<>();
  private int underWay;

  public ClosedLoop() {
    try {
      selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A caller's connections, which outlive it: the next play finds them open.
  private final class Seat {
    private final Map<URI, Connection> connections = new HashMap<>();
    private Caller caller;
    private Exchange asked;
    private Connection current;

    private void proceed(Optional<Exchange> next) throws IOException {
      if (next.isEmpty()) {
        underWay--;
        return;
      }
      asked = next.get();
      current = connections.get(asked.server());
      if (current == null) {
        open();
      }
      try {
        current.send(asked.text());
      } catch (IOException e) {
        replace(e);
      }
    }

    private void open() throws IOException {
      current = new Connection(asked.server(), selector, this);
      connections.put(asked.server(), current);
    }

    /// A server may close a connection between two calls, of which it has heard nothing then.
    private void replace(IOException failure) throws IOException {
      if (!current.isStale()) {
        throw failure;
      }
      current.close();
      open();
      current.send(asked.text());
    }

    private void ready() throws IOException {
      try {
        if (current.isSending()) {
          current.flush();
          return;
        }
        Optional<Answer> answer = current.receive(scratch);
        if (answer.isPresent()) {
          proceed(caller.after(answer.get()));
        }
      } catch (IOException e) {
        replace(e);
      }
    }
  }

  /// Returns how long it took until the last caller was done. Throws [IllegalStateException] when
  /// they are not within the bound.
  public Duration play(List<? extends Caller> callers, Duration bound) {
    while (seats.size() < callers.size()) {
      seats.add(new Seat());
    }
    long began = System.nanoTime();
    try {
      underWay = callers.size();
      for (int i = 0; i < callers.size(); i++) {
        seats.get(i).caller = callers.get(i);
        seats.get(i).proceed(callers.get(i).begin());
      }
      while (underWay > 0) {
        if (System.nanoTime() - began > bound.toNanos()) {
          throw new IllegalStateException(
              underWay + " callers are not done after " + bound.toSeconds() + " s");
        }
        turn();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Duration.ofNanos(System.nanoTime() - began);
  }

  private void turn() throws IOException {
    selector.select(LOOK_MILLIS);
    var ready = selector.selectedKeys();
    for (SelectionKey key : ready) {
      if (key.isValid()) {
        ((Seat) key.attachment()).ready();
      }
    }
    ready.clear();
  }

  @Override
  public void close() {
    try {
      for (Seat seat : seats) {
        for (Connection connection : seat.connections.values()) {
          connection.close();
        }
      }
      selector.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
