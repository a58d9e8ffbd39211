package io.linkfleet.gateway;

import io.linkfleet.tracing.TracingConfiguration;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.autoconfigure.NoopTracerAutoConfiguration;
import org.springframework.boot.micrometer.tracing.autoconfigure.prometheus.PrometheusExemplarsAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.otlp.OtlpTracingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.logging.OpenTelemetryLoggingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.logging.otlp.OtlpLoggingAutoConfiguration;
import org.springframework.context.annotation.Import;

/// The gateway as a program.
@SpringBootApplication(
    // TracingConfiguration brings what is wanted of it, where it is wanted.
    exclude = {
      MicrometerTracingAutoConfiguration.class,
      NoopTracerAutoConfiguration.class,
      OpenTelemetryLoggingAutoConfiguration.class,
      OpenTelemetrySdkAutoConfiguration.class,
      OpenTelemetryTracingAutoConfiguration.class,
      OtlpLoggingAutoConfiguration.class,
      OtlpTracingAutoConfiguration.class,
      PrometheusExemplarsAutoConfiguration.class
    })
@ConfigurationPropertiesScan
@Import(TracingConfiguration.class)
public class GatewayApplication {
  public static void main(String[] arguments) {
    builder().run(arguments);
  }

  /// The program, to be run in a context of its own; its settings are in `gateway.yml`. Running it
  /// returns once the gateway is ready to serve.
  public static SpringApplicationBuilder builder() {
    return new SpringApplicationBuilder(GatewayApplication.class)
        .properties("spring.config.name=gateway");
  }
}
