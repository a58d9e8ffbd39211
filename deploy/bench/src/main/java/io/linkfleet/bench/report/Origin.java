package io.linkfleet.bench.report;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.kafka.common.utils.AppInfoParser;
import org.springframework.boot.SpringBootVersion;

/// Where figures come from: when, which commit, which machine, which versions, and how the run was
/// asked for.
public record Origin(String when, String commit, String machine, String versions, String options) {
  public static Origin here(String options) {
    return new Origin(
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        commitHere(),
        thisMachine(),
        versionsHere(),
        options);
  }

  private static String commitHere() {
    String head = said("git", "rev-parse", "--short=12", "HEAD");
    boolean clean = said("git", "status", "--porcelain", "--untracked-files=no").isEmpty();
    return clean ? head : head + " with changes";
  }

  private static String thisMachine() {
    String model =
        line(Path.of("/proc/cpuinfo"), "model name")
            .replaceFirst("^[^:]*:\\s*", "")
            .replaceAll("\\s+", " ");
    String memory = line(Path.of("/proc/meminfo"), "MemTotal").replaceAll("\\D+", "");
    return "%d x %s, %s, %s %s"
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            model.isEmpty() ? System.getProperty("os.arch") : model,
            memory.isEmpty() ? "memory unknown" : Long.parseLong(memory) / 1_048_576 + " GiB",
            System.getProperty("os.name"),
            System.getProperty("os.version"));
  }

  private static String versionsHere() {
    return "JDK %s (%s), Spring Boot %s, Kafka %s, Lettuce %s"
        .formatted(
            Runtime.version(),
            ManagementFactory.getRuntimeMXBean().getVmVendor(),
            SpringBootVersion.getVersion(),
            AppInfoParser.getVersion(),
            io.lettuce.core.LettuceVersion.getVersion());
  }

  private static String line(Path file, String start) {
    try (var lines = Files.lines(file)) {
      return lines.filter(line -> line.startsWith(start)).findFirst().orElse("");
    } catch (IOException e) {
      return "";
    }
  }

  /// Empty when there is no such program.
  private static String said(String... command) {
    try {
      Process process = new ProcessBuilder(command).start();
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      return "";
    }
  }
}
