package io.linkfleet.gateway.dispatch;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whether the broker answers, told once each time that changes. Written by one thread.
final class BrokerWatch {
  private static final Logger log = LoggerFactory.getLogger(BrokerWatch.class);
  private static final Duration TOO_LONG = Duration.ofSeconds(8);

  private volatile long lastAnswer = System.nanoTime() - TOO_LONG.toNanos();
  private boolean told;

  void answered() {
    lastAnswer = System.nanoTime();
    if (told) {
      log.info("the broker answers again");
      told = false;
    }
  }

  void silent(Exception failure) {
    if (!told) {
      log.warn("the broker does not answer: {}", reason(failure));
      told = true;
    }
  }

  private static String reason(Exception failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    return cause.getMessage();
  }

  boolean lastAnswerIsOlderThan(Duration age) {
    return System.nanoTime() - lastAnswer > age.toNanos();
  }

  boolean answers() {
    return !lastAnswerIsOlderThan(TOO_LONG);
  }
}
