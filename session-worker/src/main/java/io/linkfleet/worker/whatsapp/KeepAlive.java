package io.linkfleet.worker.whatsapp;

import io.linkfleet.worker.whatsapp.InfoQueries.Answer;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.Cause;
import java.security.SecureRandom;
import java.time.Duration;

/// Finds out that the server is gone though the socket looks alive: pings at random intervals and
/// gives the connection up when one stays unanswered. Any answer counts, an error too.
final class KeepAlive {
  private final StanzaStream stream;
  private final WhatsAppSettings.KeepAliveRhythm rhythm;
  private final SecureRandom random;

  KeepAlive(StanzaStream stream, WhatsAppSettings.KeepAliveRhythm rhythm, SecureRandom random) {
    this.stream = stream;
    this.rhythm = rhythm;
    this.random = random;
  }

  void start() {
    var _ = stream.after(nextInterval(), this::ping);
  }

  private void ping() {
    stream.queries().get("w:p", rhythm.answer(), this::answered);
  }

  private void answered(Answer answer) {
    switch (answer) {
      case Answer.Result _, Answer.Failed _ -> start();
      case Answer.NoAnswer() -> stream.end(Cause.KEEP_ALIVE_UNANSWERED);
    }
  }

  private Duration nextInterval() {
    long spread = rhythm.longest().minus(rhythm.shortest()).toMillis();
    return rhythm.shortest().plusMillis(spread == 0 ? 0 : random.nextLong(spread + 1));
  }
}
