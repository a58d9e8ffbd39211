package io.linkfleet.local.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.linkfleet.local.FleetPort;
import io.linkfleet.local.FreePorts;
import io.linkfleet.local.LocalFleet;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The local fleet as its user has it: a JVM of its own, on free ports and its own directory.
final class FleetProcess implements AutoCloseable {
  private final Path directory;
  private final Process process;
  private final List<String> said = new ArrayList<>();

  private FleetProcess(Path directory, Process process) {
    this.directory = directory;
    this.process = process;
  }

  /// `ports` as [#freePorts] made them; what comes after is further options.
  static FleetProcess start(Path directory, Map<FleetPort, Integer> ports, String... options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    // The tests' own log layout comes first on the class path, and is not what a user sees.
    command.add("-Dlogback.configurationFile=logback.xml");
    command.add(LocalFleet.class.getName());
    command.add("--linkfleet.local.directory=" + directory);
    ports.forEach((port, number) -> command.add("--" + port.option() + "=" + number));
    command.addAll(List.of(options));
    try {
      return new FleetProcess(
          directory, new ProcessBuilder(command).redirectErrorStream(true).start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Map<FleetPort, Integer> freePorts() {
    Map<FleetPort, Integer> ports = new EnumMap<>(FleetPort.class);
    var free = FreePorts.take(FleetPort.values().length).iterator();
    for (FleetPort port : FleetPort.values()) {
      ports.put(port, free.next());
    }
    return ports;
  }

  /// Reads what it prints until a line begins like this. Fails when it ends before.
  FleetProcess awaitLine(String beginning) {
    BufferedReader out = process.inputReader(UTF_8);
    try {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        said.add(line);
        if (line.startsWith(beginning)) {
          return this;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new AssertionError("it ended before it said \"" + beginning + "\":\n" + said());
  }

  /// Everything printed so far.
  String said() {
    return String.join("\n", said);
  }

  /// As `kill` does it; answers with the exit code.
  int terminate() {
    // Not process.destroy(): that closes the streams, too.
    process.toHandle().destroy();
    return awaitEnd();
  }

  /// Reads what is left and answers with the exit code.
  int awaitEnd() {
    try (BufferedReader out = process.inputReader(UTF_8)) {
      out.lines().forEach(said::add);
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        throw new AssertionError("it did not end:\n" + said());
      }
      return process.exitValue();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  Path environmentFile() {
    return directory.resolve("local.env");
  }

  Tenant tenant() {
    return new Tenant(
        new Http(URI.create(environment("LINKFLEET_URL"))),
        new Simulation(new Http(URI.create(environment("LINKFLEET_SIMULATOR_URL")))),
        environment("LINKFLEET_TOKEN_ACCOUNT"));
  }

  String environment(String name) {
    try {
      var values = new Properties();
      values.load(new StringReader(Files.readString(environmentFile())));
      return values.getProperty(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Processes that it started and that run now.
  List<ProcessHandle> children() {
    try (Stream<ProcessHandle> children = process.children()) {
      return children.toList();
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
