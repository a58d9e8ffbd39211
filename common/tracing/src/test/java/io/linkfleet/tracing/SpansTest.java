package io.linkfleet.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkfleet.tracing.Spans.Kind;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

class SpansTest {
  private static final Optional<TraceParent> PARENT =
      TraceParent.parse("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

  @Nested
  class SwitchedOff {
    @Test
    void passTheTraceOnUnderWhichTheyWouldHang() {
      Span span = Spans.OFF.begin("any", Kind.INTERNAL, PARENT);
      assertThat(span.context()).isEqualTo(PARENT);
      assertThat(span.isRecorded()).isFalse();
    }

    @Test
    void areOneAndTheSameWhereThereIsNoTrace() {
      Span one = Spans.OFF.begin("one", Kind.SERVER, Optional.empty());
      assertThat(Spans.OFF.begin("two", Kind.CLIENT, Optional.empty(), Instant.now()))
          .isSameAs(one);
      assertThat(one.note("key", "value").note("number", 1).failed("reason")).isSameAs(one);
    }
  }

  @Nested
  class Recorded {
    private final InMemorySpanExporter exported = InMemorySpanExporter.create();
    private final Spans spans =
        new OpenTelemetrySpans(
            OpenTelemetrySdk.builder()
                .setTracerProvider(
                    SdkTracerProvider.builder()
                        .addSpanProcessor(SimpleSpanProcessor.create(exported))
                        .build())
                .build(),
            InstantSource.system());

    @Test
    void hangUnderTheirParent() {
      spans.begin("child", Kind.CONSUMER, PARENT).end();
      SpanData child = exported.getFinishedSpanItems().getFirst();
      assertThat(child.getTraceId()).isEqualTo(PARENT.orElseThrow().traceId());
      assertThat(child.getParentSpanId()).isEqualTo(PARENT.orElseThrow().spanId());
    }

    @Test
    void beginATraceWithoutOne() {
      Span root = spans.begin("root", Kind.SERVER, Optional.empty());
      spans.begin("child", Kind.INTERNAL, root.context()).end();
      root.end();
      assertThat(exported.getFinishedSpanItems())
          .extracting(SpanData::getTraceId)
          .containsOnly(root.context().orElseThrow().traceId());
    }

    @Test
    void doNotBeginInTheFutureWhateverAnotherMachinesClockSays() {
      spans.begin("skewed", Kind.CONSUMER, PARENT, Instant.now().plusSeconds(60)).end();
      SpanData skewed = exported.getFinishedSpanItems().getFirst();
      assertThat(skewed.getStartEpochNanos()).isLessThanOrEqualTo(skewed.getEndEpochNanos());
    }

    @Test
    void areNotRecordedForACallerWhoDoesNotWantIt() {
      TraceParent wanted = PARENT.orElseThrow();
      var unwanted = new TraceParent(wanted.traceId(), wanted.spanId(), false);
      Span span = spans.begin("unsampled", Kind.SERVER, Optional.of(unwanted));
      span.end();
      assertThat(span.isRecorded()).isFalse();
      assertThat(span.context().orElseThrow().sampled()).isFalse();
      assertThat(exported.getFinishedSpanItems()).isEmpty();
    }
  }

  @Nested
  class OfAProgram {
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(TracingConfiguration.class)
    static class Program {}

    private static ConfigurableApplicationContext run(String... properties) {
      return new SpringApplicationBuilder(Program.class)
          .web(WebApplicationType.NONE)
          .properties(properties)
          .run();
    }

    @Test
    void areOffWithNothingOfOpenTelemetryBehindThem() {
      try (var program = run()) {
        assertThat(program.getBean(Spans.class)).isSameAs(Spans.OFF);
        assertThat(program.getBeanProvider(OpenTelemetry.class)).isEmpty();
        assertThat(program.getBeanDefinitionNames())
            .noneMatch(name -> name.toLowerCase(Locale.ROOT).contains("otel"));
      }
    }

    @Test
    void areRecordedWhereItIsSaidWhereTheyGo() {
      try (var program = run(TracingOnDemand.ENDPOINT + "=http://127.0.0.1:9/v1/traces")) {
        assertThat(program.getBean(Spans.class)).isInstanceOf(OpenTelemetrySpans.class);
        assertThat(program.getBeanProvider(SpanExporter.class)).hasSize(1);
      }
    }
  }
}
