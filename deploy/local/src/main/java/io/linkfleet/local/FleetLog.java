package io.linkfleet.local;

import java.nio.file.Path;
import org.slf4j.bridge.SLF4JBridgeHandler;

/// The one log of everything in this JVM, as `logback.xml` lays it out. Spring Boot is told to keep
/// its hands off: it would set the log up again with each program it starts, under the broker.
public final class FleetLog {
  private FleetLog() {}

  /// To be called before anybody logs.
  public static void to(Path file) {
    System.setProperty("linkfleet.local.log", file.toString());
    System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
  }
}
