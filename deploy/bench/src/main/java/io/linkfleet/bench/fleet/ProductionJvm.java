package io.linkfleet.bench.fleet;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The command line of a program of ours as it runs in production: both compilers, compact object
/// headers, the log that Spring Boot writes where nobody configures one.
public record ProductionJvm(Class<?> main, int heapMegabytes, List<String> flags) {
  public ProductionJvm {
    flags = List.copyOf(flags);
  }

  public List<String> with(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + heapMegabytes + "m");
    command.addAll(List.of("-XX:+UseCompactObjectHeaders", "-XX:+ExitOnOutOfMemoryError"));
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.add("-Dlogback.configurationFile=bench-logback.xml");
    command.add("-Dlogging.config=classpath:bench-member-logback.xml");
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(main.getName());
    command.addAll(arguments);
    return command;
  }
}
