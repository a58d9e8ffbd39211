package io.linkfleet.tracing;

import java.time.Instant;
import java.util.Optional;

/// Spans that are not there: what would hang under one hangs under its parent.
final class PassedOn implements Spans {
  private static final Span NONE = new Passed(Optional.empty());

  @Override
  public Span begin(String name, Kind kind, Optional<TraceParent> parent) {
    return parent.isPresent() ? new Passed(parent) : NONE;
  }

  @Override
  public Span begin(String name, Kind kind, Optional<TraceParent> parent, Instant since) {
    return begin(name, kind, parent);
  }

  private record Passed(Optional<TraceParent> context) implements Span {
    @Override
    public boolean isRecorded() {
      return false;
    }

    @Override
    public void rename(String name) {}

    @Override
    public Span note(String name, String value) {
      return this;
    }

    @Override
    public Span note(String name, long value) {
      return this;
    }

    @Override
    public Span failed(String reason) {
      return this;
    }

    @Override
    public void end() {}
  }
}
