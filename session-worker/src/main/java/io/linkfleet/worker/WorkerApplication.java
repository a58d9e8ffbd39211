package io.linkfleet.worker;

import io.linkfleet.tracing.TracingConfiguration;
import java.util.List;
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

/// The session worker as a program.
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
public class WorkerApplication {
  /// `reseal` among the arguments: no worker, but everything stored is sealed anew with the active
  /// keys. Ends with 1 if something is left that needs another key.
  public static void main(String[] arguments) {
    if (List.of(arguments).contains("reseal")) {
      System.exit(Reseal.run(arguments) ? 0 : 1);
    }
    builder().run(arguments);
  }

  /// The program, to be run in a context of its own; its settings are in `worker.yml`.
  public static SpringApplicationBuilder builder() {
    return new SpringApplicationBuilder(WorkerApplication.class)
        .properties("spring.config.name=worker");
  }
}
