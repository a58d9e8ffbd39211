package io.linkfleet.bench.fleet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The command line of a program as it runs in production: gateways and workers with the options
/// that their images run with, the log that Spring Boot writes where nobody configures one.
public record ProductionJvm(Class<?> main, int heapMegabytes, List<String> flags) {
  private static final Path IMAGES = Path.of("..", "images");

  public ProductionJvm {
    flags = List.copyOf(flags);
  }

  public static ProductionJvm gateway(Class<?> main, int heapMegabytes) {
    return new ProductionJvm(main, heapMegabytes, shipped("gateway"));
  }

  public static ProductionJvm worker(Class<?> main, int heapMegabytes) {
    return new ProductionJvm(main, heapMegabytes, shipped("worker"));
  }

  /// For what stands beside them, which no image is made of.
  public static ProductionJvm beside(Class<?> main, int heapMegabytes, String... flags) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "-XX:+UseCompactObjectHeaders",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
    all.addAll(List.of(flags));
    return new ProductionJvm(main, heapMegabytes, all);
  }

  /// What the image of a program has in its file of options, heap aside.
  public static List<String> shipped(String program) {
    try (var lines = Files.lines(IMAGES.resolve(program + ".options"))) {
      return lines.filter(line -> line.startsWith("-")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("no options of the image of " + program, e);
    }
  }

  public ProductionJvm and(List<String> more) {
    List<String> all = new ArrayList<>(flags);
    all.addAll(more);
    return new ProductionJvm(main, heapMegabytes, all);
  }

  public List<String> with(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + heapMegabytes + "m");
    command.add("-Dlogback.configurationFile=bench-logback.xml");
    command.add("-Dlogging.config=classpath:bench-member-logback.xml");
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(main.getName());
    command.addAll(arguments);
    return command;
  }
}
