package io.linkfleet.faults.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The command line of a program of ours in a JVM of its own: this JVM's classes, a small heap,
/// and what makes a start cheap on a small machine.
public record JavaCommand(Class<?> main, int heapMegabytes) {
  public List<String> with(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + heapMegabytes + "m");
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-XX:+UseCompactObjectHeaders", "-XX:-UsePerfData"));
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.add("-Dlogback.configurationFile=faults-logback.xml");
    command.add("-Dorg.springframework.boot.logging.LoggingSystem=none");
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(main.getName());
    command.addAll(arguments);
    return command;
  }
}
