package io.linkfleet.gateway;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/// The gateway as a program.
@SpringBootApplication
@ConfigurationPropertiesScan
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
