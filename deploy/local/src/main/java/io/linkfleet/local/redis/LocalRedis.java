package io.linkfleet.local.redis;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.linkfleet.local.ports.LoopbackPort;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import redis.embedded.core.ExecutableProvider;

/// One Redis on 127.0.0.1 that answers from the moment [#start] returns until [#close] returns, or
/// until this JVM ends, however it ends.
public final class LocalRedis implements AutoCloseable {
  private static final int START_SECONDS = 20;
  private static final int STOP_SECONDS = 10;

  private final int port;
  private final Process process;
  private final RedisGuard guard;

  private LocalRedis(int port, Process process, RedisGuard guard) {
    this.port = port;
    this.process = process;
    this.guard = guard;
  }

  /// Throws [io.linkfleet.local.ports.PortTaken], or [IllegalStateException] with what Redis said
  /// last when it does not come up.
  public static LocalRedis start(Path directory, int port) {
    new LoopbackPort(port).requireFree("Redis");
    Path log = directory.resolve("redis.log");
    try {
      Files.createDirectories(directory);
      Path executable =
          ExecutableProvider.newJarResourceProvider(directory.toFile()).get().toPath();
      Process process = launch(command(executable, directory, port), log);
      var redis = new LocalRedis(port, process, RedisGuard.of(process));
      redis.awaitReady(log);
      return redis;
    } catch (IOException e) {
      throw new IllegalStateException("Redis can't be started from " + directory, e);
    }
  }

  public String url() {
    return "redis://127.0.0.1:" + port;
  }

  /// The operating system's id of the Redis process.
  public long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    guard.dismiss();
  }

  /// A session of its own keeps Ctrl-C from reaching Redis before those who still write to it.
  private static List<String> command(Path executable, Path directory, int port) {
    List<String> command = new ArrayList<>();
    if (onPath("setsid")) {
      command.add("setsid");
    }
    command.add(executable.toAbsolutePath().toString());
    command.addAll(List.of("--port", Integer.toString(port), "--bind", "127.0.0.1"));
    command.addAll(List.of("--dir", directory.toAbsolutePath().toString()));
    command.addAll(List.of("--appendonly", "yes", "--appendfsync", "everysec", "--save", ""));
    return command;
  }

  private static boolean onPath(String program) {
    String path = System.getenv().getOrDefault("PATH", "");
    for (String directory : path.split(File.pathSeparator, -1)) {
      if (Files.isExecutable(Path.of(directory, program))) {
        return true;
      }
    }
    return false;
  }

  private static Process launch(List<String> command, Path log) throws IOException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }

  private void awaitReady(Path log) throws IOException {
    long deadline = System.nanoTime() + SECONDS.toNanos(START_SECONDS);
    try {
      while (!answersPing()) {
        boolean ended = process.waitFor(20, MILLISECONDS);
        if (ended || System.nanoTime() - deadline > 0) {
          close();
          throw new IllegalStateException("Redis did not start: " + lastLine(log));
        }
      }
    } catch (InterruptedException e) {
      close();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while Redis was starting", e);
    }
  }

  /// False while it loads its file, too.
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

  private static String lastLine(Path log) {
    try {
      List<String> lines = Files.readAllLines(log);
      return lines.isEmpty() ? "it said nothing" : lines.getLast();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
