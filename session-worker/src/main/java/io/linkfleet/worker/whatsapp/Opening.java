package io.linkfleet.worker.whatsapp;

import io.linkfleet.worker.whatsapp.WhatsAppEvent.Cause;
import io.netty.util.concurrent.Future;
import java.security.SecureRandom;

/// The way from nothing to an open stream, with a deadline for each of its two stages.
final class Opening implements NoiseHandler.Lifecycle {
  private final StanzaStream stream;
  private final WhatsAppSettings settings;
  private final SecureRandom random;
  private Future<?> deadline;

  Opening(StanzaStream stream, WhatsAppSettings settings, SecureRandom random) {
    this.stream = stream;
    this.settings = settings;
    this.random = random;
  }

  void begin() {
    deadline = stream.after(settings.patience().connect(), () -> stream.end(Cause.UNREACHABLE));
  }

  @Override
  public void handshakeStarted() {
    deadline.cancel(false);
    stream.handshaking();
    deadline =
        stream.after(settings.patience().handshake(), () -> stream.end(Cause.HANDSHAKE_FAILED));
  }

  @Override
  public void opened(NoiseHandler noise) {
    deadline.cancel(false);
    stream.open(noise);
    new KeepAlive(stream, settings.keepAlive(), random).start();
  }
}
