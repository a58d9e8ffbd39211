package io.linkfleet.bench.fleet;

import io.linkfleet.faults.process.Patience;
import io.linkfleet.faults.process.ServerProcess;
import io.linkfleet.faults.process.Watchdog;
import io.linkfleet.faults.redis.RedisBinary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// One Redis as it is deployed, with an append-only file, as a process.
final class OneRedis {
  private static final Duration UP_WITHIN = Duration.ofSeconds(30);

  private final ServerProcess process;
  private final int port;

  OneRedis(Path home, int port, Watchdog watchdog) {
    this.port = port;
    Path directory = home.resolve("redis");
    Path binary = RedisBinary.extractedTo(directory).file();
    Path configuration = home.resolve("redis.conf");
    write(configuration, port, directory);
    process =
        new ServerProcess(
            "redis",
            () -> List.of(binary.toString(), configuration.toString()),
            home.resolve("redis.log"),
            watchdog);
  }

  ServerProcess process() {
    return process;
  }

  int port() {
    return port;
  }

  void awaitReady() {
    Patience.require("Redis", UP_WITHIN, this::answersPing);
  }

  private boolean answersPing() {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(1000);
      socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
      byte[] answer = socket.getInputStream().readNBytes(5);
      return new String(answer, StandardCharsets.US_ASCII).equals("+PONG");
    } catch (IOException e) {
      return false;
    }
  }

  private static void write(Path file, int port, Path directory) {
    try {
      Files.write(
          file,
          List.of(
              "port " + port,
              "bind 127.0.0.1",
              "dir " + directory.toAbsolutePath(),
              "appendonly yes",
              "appendfsync everysec",
              "save \"\""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
