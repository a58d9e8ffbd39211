package io.linkfleet.gateway;

import io.linkfleet.tracing.TracingConfiguration;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Import;

/// The gateway as a program.
@SpringBootApplication
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
