package io.linkfleet.worker.whatsapp;

import io.linkfleet.worker.whatsapp.WhatsAppEvent.Cause;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// Puts one reference after the other on show, out of those the server handed out. The first is
/// valid longest; when the last runs out the connection ends.
final class QrRotation {
  /// A reference on show.
  record Shown(String reference, Instant validUntil) {}

  /// Told whenever another reference is on show.
  interface Display {
    void show(Shown shown);
  }

  private final StanzaStream stream;
  private final WhatsAppSettings.QrLifetime lifetime;
  private final InstantSource clock;
  private final Display display;
  private final Deque<String> waiting = new ArrayDeque<>();
  private Optional<Shown> shown = Optional.empty();
  private Optional<Future<?>> timer = Optional.empty();

  QrRotation(
      StanzaStream stream,
      WhatsAppSettings.QrLifetime lifetime,
      InstantSource clock,
      Display display) {
    this.stream = stream;
    this.lifetime = lifetime;
    this.clock = clock;
    this.display = display;
  }

  /// Starts, or starts again, with these references.
  void start(List<String> references) {
    stop();
    waiting.addAll(references);
    next(lifetime.first());
  }

  void stop() {
    timer.ifPresent(running -> running.cancel(false));
    timer = Optional.empty();
    shown = Optional.empty();
    waiting.clear();
  }

  Optional<Shown> shown() {
    return shown;
  }

  private void next(Duration validFor) {
    if (waiting.isEmpty()) {
      stream.end(Cause.ENDED_BY_SERVER);
      return;
    }
    Shown next = new Shown(waiting.remove(), clock.instant().plus(validFor));
    shown = Optional.of(next);
    timer = Optional.of(stream.after(validFor, () -> next(lifetime.following())));
    display.show(next);
  }
}
