package io.linkfleet.tracing;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// Spans of OpenTelemetry. Parents are named, never taken from the thread: what serves a command
/// runs on many threads, and a thread serves many commands.
final class OpenTelemetrySpans implements Spans {
  private final Tracer tracer;
  private final InstantSource clock;

  OpenTelemetrySpans(OpenTelemetry telemetry, InstantSource clock) {
    this.tracer = telemetry.getTracer("io.linkfleet");
    this.clock = clock;
  }

  @Override
  public Span begin(String name, Kind kind, Optional<TraceParent> parent) {
    return new Recorded(builder(name, kind, parent).startSpan());
  }

  @Override
  public Span begin(String name, Kind kind, Optional<TraceParent> parent, Instant since) {
    Instant now = clock.instant();
    Instant start = since.isBefore(now) ? since : now;
    return new Recorded(builder(name, kind, parent).setStartTimestamp(start).startSpan());
  }

  private SpanBuilder builder(String name, Kind kind, Optional<TraceParent> parent) {
    Context under =
        parent
            .map(OpenTelemetrySpans::context)
            .map(context -> Context.root().with(io.opentelemetry.api.trace.Span.wrap(context)))
            .orElse(Context.root());
    return tracer.spanBuilder(name).setSpanKind(kindOf(kind)).setParent(under);
  }

  private static SpanContext context(TraceParent parent) {
    return SpanContext.createFromRemoteParent(
        parent.traceId(),
        parent.spanId(),
        parent.sampled() ? TraceFlags.getSampled() : TraceFlags.getDefault(),
        TraceState.getDefault());
  }

  private static SpanKind kindOf(Kind kind) {
    return switch (kind) {
      case SERVER -> SpanKind.SERVER;
      case CLIENT -> SpanKind.CLIENT;
      case PRODUCER -> SpanKind.PRODUCER;
      case CONSUMER -> SpanKind.CONSUMER;
      case INTERNAL -> SpanKind.INTERNAL;
    };
  }

  private record Recorded(io.opentelemetry.api.trace.Span span) implements Span {
    @Override
    public Optional<TraceParent> context() {
      SpanContext own = span.getSpanContext();
      return own.isValid()
          ? Optional.of(new TraceParent(own.getTraceId(), own.getSpanId(), own.isSampled()))
          : Optional.empty();
    }

    @Override
    public boolean isRecorded() {
      return span.isRecording();
    }

    @Override
    public void rename(String name) {
      var _ = span.updateName(name);
    }

    @Override
    public Span note(String name, String value) {
      var _ = span.setAttribute(name, value);
      return this;
    }

    @Override
    public Span note(String name, long value) {
      var _ = span.setAttribute(name, value);
      return this;
    }

    @Override
    public Span failed(String reason) {
      var _ = span.setStatus(StatusCode.ERROR).setAttribute("error.type", reason);
      return this;
    }

    @Override
    public void end() {
      span.end();
    }
  }
}
