package io.linkfleet.local;

import java.util.Map;
import java.util.stream.Stream;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/// Gateway or worker, run in this JVM as its own `main` would, but stopped when told and not by a
/// shutdown hook of its own: the order matters.
public final class Program implements AutoCloseable {
  private final ConfigurableApplicationContext context;

  private Program(ConfigurableApplicationContext context) {
    this.context = context;
  }

  /// Returns when it is ready to serve. `configName` is the name of its configuration file.
  public static Program start(Class<?> main, String configName, Map<String, String> settings) {
    var application = new SpringApplication(main);
    application.setRegisterShutdownHook(false);
    application.setBannerMode(Banner.Mode.OFF);
    application.setLogStartupInfo(false);
    return new Program(application.run(arguments(configName, settings)));
  }

  @Override
  public void close() {
    context.close();
  }

  private static String[] arguments(String configName, Map<String, String> settings) {
    var arguments =
        settings.entrySet().stream()
            .map(setting -> "--" + setting.getKey() + "=" + setting.getValue());
    return Stream.concat(Stream.of("--spring.config.name=" + configName), arguments)
        .toArray(String[]::new);
  }
}
