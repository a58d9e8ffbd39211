package io.linkfleet.local.pipeline;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.LoggerFactory;

/// What our programs log in this JVM, with the marks of each line, until it is closed.
final class MarkedLines extends AppenderBase<ILoggingEvent> implements AutoCloseable {
  private static final Logger OURS = (Logger) LoggerFactory.getLogger("io.linkfleet");

  private final Queue<ILoggingEvent> events = new ConcurrentLinkedQueue<>();

  MarkedLines() {
    setContext(OURS.getLoggerContext());
    start();
    OURS.addAppender(this);
  }

  @Override
  protected void append(ILoggingEvent event) {
    event.prepareForDeferredProcessing();
    events.add(event);
  }

  /// Those that say this, oldest first.
  List<ILoggingEvent> saying(String text) {
    return events.stream().filter(event -> event.getFormattedMessage().contains(text)).toList();
  }

  /// The same, from the first on that says this.
  List<ILoggingEvent> since(String beginning, String text) {
    return saying(text).stream()
        .dropWhile(event -> !event.getFormattedMessage().contains(beginning))
        .toList();
  }

  @Override
  public void close() {
    OURS.detachAppender(this);
  }
}
