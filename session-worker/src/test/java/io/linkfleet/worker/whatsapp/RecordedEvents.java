package io.linkfleet.worker.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkfleet.worker.whatsapp.WhatsAppEvent.Cause;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.Closed;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Takes the events of one connection and lets a test wait for them.
final class RecordedEvents implements Consumer<WhatsAppEvent> {
  private static final long PATIENCE_MILLIS = 10_000;

  private final BlockingQueue<WhatsAppEvent> events = new LinkedBlockingQueue<>();

  @Override
  public void accept(WhatsAppEvent event) {
    events.add(event);
  }

  /// The next event, which must be of this type.
  <E extends WhatsAppEvent> E next(Class<E> type) throws InterruptedException {
    WhatsAppEvent event = events.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    assertThat(event).as("the next event").isInstanceOf(type);
    return type.cast(event);
  }

  /// The next event of this type; others before it are skipped.
  <E extends WhatsAppEvent> E await(Class<E> type) throws InterruptedException {
    for (; ; ) {
      WhatsAppEvent event = events.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
      assertThat(event).as("waiting for %s", type.getSimpleName()).isNotNull();
      if (type.isInstance(event)) {
        return type.cast(event);
      }
    }
  }

  boolean isEmpty() {
    return events.isEmpty();
  }

  /// The next event is the end, for this cause, and nothing is behind it.
  void ends(Cause cause) throws InterruptedException {
    assertThat(next(Closed.class).cause()).isEqualTo(cause);
    assertThat(events).isEmpty();
  }
}
