package io.linkfleet.tracing;

import java.time.Instant;
import java.util.Optional;

/// Begins spans.
public interface Spans {
  /// Records nothing, allocates nothing where there is no trace, and passes the caller's trace on.
  Spans OFF = new PassedOn();

  /// What a span's time is spent on.
  enum Kind {
    /// Serving somebody's request.
    SERVER,
    /// Waiting for another system's answer.
    CLIENT,
    /// Putting a record on a topic.
    PRODUCER,
    /// Taking a record from a topic.
    CONSUMER,
    INTERNAL
  }

  /// Without a parent a trace begins.
  Span begin(String name, Kind kind, Optional<TraceParent> parent);

  /// One that began a while ago, perhaps by another machine's clock; never in the future.
  Span begin(String name, Kind kind, Optional<TraceParent> parent, Instant since);
}
