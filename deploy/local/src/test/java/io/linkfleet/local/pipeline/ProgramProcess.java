package io.linkfleet.local.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.linkfleet.local.LocalFleet;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// Gateway or worker in a JVM of its own that logs as a deployed one does: the local fleet's layout
/// is not on its class path. What it says goes to a file.
final class ProgramProcess implements AutoCloseable {
  private final Process process;
  private final Path out;

  private ProgramProcess(Process process, Path out) {
    this.process = process;
    this.out = out;
  }

  /// The settings reach it as environment variables of the names they have in `environment`, and on
  /// the command line as they are.
  static ProgramProcess start(
      Class<?> main, Path out, Map<String, String> settings, Map<String, String> environment) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.addAll(List.of("-cp", classPath()));
    command.add(main.getName());
    settings.forEach((name, value) -> command.add("--" + name + "=" + value));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile());
    builder.environment().putAll(environment);
    try {
      return new ProgramProcess(builder.start(), out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Without what this module adds: its classes, its tests, and their `logback.xml`.
  private static String classPath() {
    List<Path> ours = List.of(sourceOf(LocalFleet.class), sourceOf(ProgramProcess.class));
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !ours.contains(Path.of(entry).toAbsolutePath().normalize()))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static Path sourceOf(Class<?> type) {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath()).normalize();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  List<String> lines() {
    try {
      return Files.readAllLines(out, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// As `kill` does it, and waits for the end.
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}
