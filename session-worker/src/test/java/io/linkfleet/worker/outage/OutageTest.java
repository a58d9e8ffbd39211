package io.linkfleet.worker.outage;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class OutageTest {
  private final Logger logger = (Logger) LoggerFactory.getLogger(Outage.class);
  private final ListAppender<ILoggingEvent> said = new ListAppender<>();
  private Instant now = Instant.parse("2026-11-23T10:00:00Z");

  @BeforeEach
  void listen() {
    said.start();
    logger.addAppender(said);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(said);
  }

  private List<String> lines() {
    return said.list.stream()
        .filter(event -> event.getLevel().isGreaterOrEqual(Level.INFO))
        .map(ILoggingEvent::getFormattedMessage)
        .toList();
  }

  @Test
  void aThousandFailuresAreOneLineAndTheEndIsAnother() {
    Outage redis = new Outage("Redis", 1, () -> now);
    for (int i = 0; i < 1000; i++) {
      redis.failed("no answer");
    }
    now = now.plusSeconds(90);
    redis.over();
    redis.over();
    assertThat(lines())
        .containsExactly(
            "Redis is away, trying on: no answer", "Redis is back after PT1M30S and 1000 failures");
  }

  @Test
  void whatComesAndGoesIsToldSeldom() {
    Outage redis = new Outage("Redis", 1, () -> now);
    for (int second = 0; second < 20; second++) {
      redis.failed("no answer");
      redis.over();
      now = now.plusSeconds(1);
    }
    assertThat(lines()).hasSize(4);
  }

  @Test
  void aFewFailuresBetweenSuccessesAreNone() {
    Outage whatsApp = new Outage("WhatsApp", 10, () -> now);
    for (int i = 0; i < 100; i++) {
      whatsApp.failed("UNREACHABLE");
      if (i % 9 == 0) {
        whatsApp.over();
      }
    }
    assertThat(lines()).isEmpty();
  }
}
