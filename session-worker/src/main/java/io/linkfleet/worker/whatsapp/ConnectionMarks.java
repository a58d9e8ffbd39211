package io.linkfleet.worker.whatsapp;

import io.linkfleet.tracing.LogMarks;
import java.util.Map;
import org.slf4j.MDC;

/// The marks of what is logged about a connection while it serves a command: those of the thread
/// that asked for it. Of the connection's event loop.
final class ConnectionMarks {
  /// Also of a connection that nobody's command is waiting for, which is most of them.
  private static final Map<String, String> NONE = Map.of();

  private Map<String, String> marks = NONE;

  /// The marks of this thread, if it acts for a command.
  static Map<String, String> ofThisThread() {
    return MDC.get(LogMarks.COMMAND) == null ? NONE : MDC.getCopyOfContextMap();
  }

  void set(Map<String, String> ofWhoAsked) {
    marks = ofWhoAsked;
  }

  void clear() {
    marks = NONE;
  }

  void around(Runnable task) {
    if (marks.isEmpty()) {
      task.run();
      return;
    }
    Map<String, String> before = MDC.getCopyOfContextMap();
    MDC.setContextMap(marks);
    try {
      task.run();
    } finally {
      MDC.setContextMap(before == null ? NONE : before);
    }
  }
}
