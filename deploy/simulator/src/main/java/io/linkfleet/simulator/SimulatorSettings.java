package io.linkfleet.simulator;

import io.linkfleet.simulator.chat.ChatRules;
import java.nio.file.Path;
import java.util.Optional;

/// Where a simulator listens, what it insists on, and where it keeps its state (in memory alone if
/// no directory is given). Port 0 takes any free one. With `tls` clients find it there, too.
public record SimulatorSettings(
    String host, int port, ChatRules rules, Optional<Path> stateDirectory, Optional<TlsPort> tls) {
  public static final int DEFAULT_PORT = 8090;

  public SimulatorSettings {
    if (port < 0 || port > 0xFFFF) {
      throw new IllegalArgumentException("a port is 0 to 65535");
    }
  }

  /// Loopback, the default port, the real service's rules, no directory.
  public static SimulatorSettings defaults() {
    return new SimulatorSettings(
        "127.0.0.1", DEFAULT_PORT, ChatRules.REAL, Optional.empty(), Optional.empty());
  }

  public SimulatorSettings withHost(String newHost) {
    return new SimulatorSettings(newHost, port, rules, stateDirectory, tls);
  }

  public SimulatorSettings withPort(int newPort) {
    return new SimulatorSettings(host, newPort, rules, stateDirectory, tls);
  }

  public SimulatorSettings withRules(ChatRules newRules) {
    return new SimulatorSettings(host, port, newRules, stateDirectory, tls);
  }

  public SimulatorSettings withStateDirectory(Path directory) {
    return new SimulatorSettings(host, port, rules, Optional.of(directory), tls);
  }

  public SimulatorSettings withTls(TlsPort newTls) {
    return new SimulatorSettings(host, port, rules, stateDirectory, Optional.of(newTls));
  }
}
