package io.linkfleet.local.redis;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// A child that waits on its standard input. The operating system closes it when this JVM is gone,
/// even killed with -9, and then the guard stops Redis. One line instead dismisses it.
final class RedisGuard {
  /// Ctrl-C and its kin reach every process of a terminal, and the guard must outlive us.
  private static final String SCRIPT = "trap '' INT HUP TERM; read -r word || kill \"$1\"";

  private final Process process;

  private RedisGuard(Process process) {
    this.process = process;
  }

  static RedisGuard of(Process redis) throws IOException {
    return new RedisGuard(
        new ProcessBuilder("sh", "-c", SCRIPT, "redis-guard", Long.toString(redis.pid()))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start());
  }

  void dismiss() {
    try (var out = process.getOutputStream()) {
      out.write("dismissed\n".getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      process.destroyForcibly();
    }
  }
}
