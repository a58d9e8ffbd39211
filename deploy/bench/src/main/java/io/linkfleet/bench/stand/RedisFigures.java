package io.linkfleet.bench.stand;

import io.linkfleet.bench.proc.ProcessFigures;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// What the Redis of a stand uses, by its own word (`INFO`) and by that of Linux.
public record RedisFigures(int port, long pid) {
  public Duration cpu() {
    return new ProcessFigures(pid).cpu();
  }

  /// Bytes that its data takes, its own overhead included.
  public long usedMemory() {
    return info("memory", "used_memory:");
  }

  /// Commands since it was started; a script counts as one, and so does each command in it.
  public long commands() {
    return info("stats", "total_commands_processed:");
  }

  private long info(String section, String field) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      String line = "INFO " + section + "\r\nQUIT\r\n";
      socket.getOutputStream().write(line.getBytes(StandardCharsets.US_ASCII));
      var answer =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      return answer
          .lines()
          .filter(text -> text.startsWith(field))
          .mapToLong(text -> Long.parseLong(text.substring(field.length()).strip()))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("Redis does not tell " + field));
    } catch (IOException e) {
      throw new UncheckedIOException("Redis did not answer", e);
    }
  }
}
