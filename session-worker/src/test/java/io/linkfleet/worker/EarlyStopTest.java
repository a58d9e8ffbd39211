package io.linkfleet.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A worker that waits for Redis, in a process of its own.
class EarlyStopTest {
  private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

  /// An orchestrator kills it after 30 seconds.
  private static final long STOPPED_WITHIN_SECONDS = 20;

  @TempDir private Path directory;

  @Test
  void itStopsWhenItIsTold() throws IOException, InterruptedException {
    Path log = directory.resolve("log");
    Process worker = start(log);
    try {
      while (!Files.readString(log).contains("waiting for Redis")) {
        assertThat(worker.waitFor(100, TimeUnit.MILLISECONDS)).isFalse();
      }
      // Its orders are a signal.
      worker.destroy();
      assertThat(worker.waitFor(STOPPED_WITHIN_SECONDS, TimeUnit.SECONDS)).isTrue();
    } finally {
      worker.destroyForcibly();
    }
  }

  private static Process start(Path log) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return new ProcessBuilder(
            List.of(
                java,
                "-XX:+UseCompactObjectHeaders",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                WorkerApplication.class.getName(),
                "--server.port=0",
                "--linkfleet.worker.rehearsal=0s",
                // Nobody listens on either.
                "--linkfleet.redis.url=redis://127.0.0.1:1",
                "--spring.kafka.bootstrap-servers=127.0.0.1:1",
                "--linkfleet.shared.active-key=s1",
                "--linkfleet.shared.keys.s1=" + KEY,
                "--linkfleet.credentials.active-key=c1",
                "--linkfleet.credentials.keys.c1=" + KEY))
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }
}
