package io.linkfleet.tracing;

import io.opentelemetry.api.OpenTelemetry;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The spans of a program: those of the OpenTelemetry that Spring Boot has set up, where it has.
@Configuration(proxyBeanMethods = false)
public class TracingConfiguration {
  @Bean
  Spans spans(ObjectProvider<OpenTelemetry> telemetry) {
    return telemetry.stream()
        .findFirst()
        .<Spans>map(found -> new OpenTelemetrySpans(found, InstantSource.system()))
        .orElse(Spans.OFF);
  }
}
