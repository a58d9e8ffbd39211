package io.linkfleet.tracing;

import java.util.Optional;
import org.slf4j.MDC;

/// What every log line of this thread is marked with from here on: fields of their own in JSON, in
/// brackets elsewhere. Closing it brings back what was before, so marks may be nested.
public final class LogMarks implements AutoCloseable {
  public static final String REQUEST = "request";
  public static final String INSTANCE = "instance";
  public static final String COMMAND = "command";
  public static final String TRACE = "traceId";

  private final Optional<LogMarks> outer;
  private final String key;
  private final String before;

  private LogMarks(Optional<LogMarks> outer, String key, String value) {
    this.outer = outer;
    this.key = key;
    this.before = MDC.get(key);
    set(key, value);
  }

  public static LogMarks of(String key, String value) {
    return new LogMarks(Optional.empty(), key, value);
  }

  public LogMarks and(String otherKey, String value) {
    return new LogMarks(Optional.of(this), otherKey, value);
  }

  public LogMarks and(Optional<TraceParent> trace) {
    if (trace.isPresent()) {
      return and(TRACE, trace.get().traceId());
    }
    return MDC.get(TRACE) == null ? this : and(TRACE, null);
  }

  @Override
  public void close() {
    set(key, before);
    outer.ifPresent(LogMarks::close);
  }

  private static void set(String key, String value) {
    if (value == null) {
      MDC.remove(key);
    } else {
      MDC.put(key, value);
    }
  }
}
