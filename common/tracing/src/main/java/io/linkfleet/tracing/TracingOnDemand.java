package io.linkfleet.tracing;

import java.util.Set;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/// Of Spring Boot's auto-configurations of tracing lets those through that export spans, where it
/// is said where to. The others would make spans of every HTTP request, of the refused ones too,
/// whether anybody wants them or not.
final class TracingOnDemand implements AutoConfigurationImportFilter, EnvironmentAware {
  static final String ENDPOINT = "management.opentelemetry.tracing.export.otlp.endpoint";

  private static final String TELEMETRY = "org.springframework.boot.opentelemetry.";
  private static final String TRACING = "org.springframework.boot.micrometer.tracing.";
  private static final Set<String> WANTED =
      Set.of(
          TELEMETRY + "autoconfigure.OpenTelemetrySdkAutoConfiguration",
          TRACING + "opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration",
          TRACING + "opentelemetry.autoconfigure.otlp.OtlpTracingAutoConfiguration");

  private boolean exports;

  @Override
  public void setEnvironment(Environment environment) {
    exports = !environment.getProperty(ENDPOINT, "").isBlank();
  }

  @Override
  public boolean[] match(String[] candidates, AutoConfigurationMetadata metadata) {
    boolean[] matches = new boolean[candidates.length];
    for (int i = 0; i < candidates.length; i++) {
      matches[i] = candidates[i] == null || passes(candidates[i]);
    }
    return matches;
  }

  /// Asked about everything below the auto-configurations, too: what those import, goes with them.
  private boolean passes(String candidate) {
    boolean ofTracing = candidate.startsWith(TELEMETRY) || candidate.startsWith(TRACING);
    boolean unwanted = candidate.endsWith("AutoConfiguration") && !WANTED.contains(candidate);
    return !ofTracing || (exports && !unwanted);
  }
}
