package io.linkfleet.bench.start;

import io.linkfleet.bench.fleet.BenchFleet;
import io.linkfleet.bench.fleet.ProductionJvm;
import io.linkfleet.faults.fleet.Member;
import io.linkfleet.faults.process.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A program as it is shipped, taken apart as Spring Boot recommends for containers: its jar beside
/// its libraries. `cache` is where its ahead-of-time cache is, once it was trained.
record PackagedProgram(String name, Path jar, Path cache, int heapMegabytes) {
  private static final Duration WRITTEN_WITHIN = Duration.ofMinutes(2);
  private static final String SUFFIX = "-exec.jar";

  /// Unpacks what the build made in the module's directory of output.
  static PackagedProgram unpacked(Path module, Path home, int heapMegabytes) {
    String name = module.getFileName().toString();
    Path destination = home.resolve(name);
    Path packaged = onlyJar(module.resolve("target"));
    run(
        List.of(
            java(),
            "-Djarmode=tools",
            "-jar",
            packaged.toAbsolutePath().toString(),
            "extract",
            "--destination",
            destination.toString()));
    return new PackagedProgram(
        name,
        destination.resolve(packaged.getFileName()),
        home.resolve(name + ".aot"),
        heapMegabytes);
  }

  /// One that writes its cache when it is told to stop.
  ServerProcess inTraining(BenchFleet fleet, List<String> options) {
    return fleet.beside(name + "-training", command("-XX:AOTCacheOutput=" + cache, options));
  }

  /// To be called when everything that is to be remembered was done.
  void endTraining(ServerProcess training) {
    if (!training.terminate(WRITTEN_WITHIN) || !Files.exists(cache)) {
      throw new IllegalStateException("no cache was written: see " + training.log());
    }
  }

  Member fresh(BenchFleet fleet, boolean cached, List<String> options, int readyAt) {
    String flag = cached ? "-XX:AOTCache=" + cache : "-XX:AOTMode=off";
    String called = name + (cached ? "-cached" : "-plain");
    return new Member(fleet.beside(called, command(flag, options)), BenchFleet.readiness(readyAt));
  }

  private List<String> command(String flag, List<String> options) {
    List<String> command = new ArrayList<>(List.of(java(), "-Xmx" + heapMegabytes + "m", flag));
    command.addAll(ProductionJvm.shipped(name.substring(name.indexOf('-') + 1)));
    command.addAll(List.of("-jar", jar.toString()));
    command.addAll(options);
    return command;
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static Path onlyJar(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.toString().endsWith(SUFFIX))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("nothing is packaged in " + directory));
    } catch (IOException e) {
      throw new UncheckedIOException("nothing is packaged in " + directory, e);
    }
  }

  private static void run(List<String> command) {
    try {
      if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
        throw new IllegalStateException("failed: " + String.join(" ", command));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while unpacking", e);
    }
  }
}
