package io.linkfleet.worker.whatsapp;

import io.linkfleet.worker.whatsapp.InfoQueries.Answer;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.Cause;
import java.security.SecureRandom;
import java.time.Duration;

/// Finds out that the server is gone though the socket looks alive: pings at random intervals and
/// gives the connection up when one stays unanswered. Any answer counts, an error too.
///
/// All connections of a worker ping on one beat: an event loop that wakes for one of them sends
/// those of the others that are due too, and reads most answers in one go. Waking up is what an
/// idle connection costs most.
final class KeepAlive {
  private static final Duration BEAT = Duration.ofMillis(100);

  private final StanzaStream stream;
  private final WhatsAppSettings.KeepAliveRhythm rhythm;
  private final SecureRandom random;

  KeepAlive(StanzaStream stream, WhatsAppSettings.KeepAliveRhythm rhythm, SecureRandom random) {
    this.stream = stream;
    this.rhythm = rhythm;
    this.random = random;
  }

  void start() {
    var _ = stream.onBeat(BEAT, nextInterval(), this::ping);
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
