package io.linkfleet.tracing;

import io.opentelemetry.api.OpenTelemetry;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.otlp.OtlpTracingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Spring Boot's own set-up of OpenTelemetry, where it is said where spans are to go; nothing of it
/// elsewhere. A program that imports this excludes Spring Boot's auto-configurations of tracing,
/// which would make spans of every request, of the refused ones too, whether anybody wants them or
/// not.
@Configuration(proxyBeanMethods = false)
public class TracingConfiguration {
  @Bean
  Spans spans(ObjectProvider<OpenTelemetry> telemetry) {
    return telemetry.stream()
        .findFirst()
        .<Spans>map(found -> new OpenTelemetrySpans(found, InstantSource.system()))
        .orElse(Spans.OFF);
  }

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnProperty("management.opentelemetry.tracing.export.otlp.endpoint")
  @ImportAutoConfiguration({
    OpenTelemetrySdkAutoConfiguration.class,
    OpenTelemetryTracingAutoConfiguration.class,
    OtlpTracingAutoConfiguration.class
  })
  static class Export {}
}
