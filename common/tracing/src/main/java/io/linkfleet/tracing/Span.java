package io.linkfleet.tracing;

import java.util.Optional;

/// A stretch of time in a trace. What is noted may leave the fleet: ids of ours, names of states
/// and reasons; never what a tenant or a phone calls itself, and no secret. Any thread may use it;
/// after its end nothing changes it.
public interface Span {

  /// Where to hang what belongs under it; empty if it belongs to no trace.
  Optional<TraceParent> context();

  /// Whether anybody will see it. What costs anything to note is noted only then.
  boolean isRecorded();

  void rename(String name);

  Span note(String name, String value);

  Span note(String name, long value);

  /// It came to nothing, for this reason.
  Span failed(String reason);

  void end();
}
