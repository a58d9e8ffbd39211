package io.linkfleet.gateway.fleet;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.springframework.util.FileSystemUtils;
import redis.embedded.RedisServer;

/// A real Redis that forgets everything when it stops, unless it is a durable one: that writes down
/// what it answers, as a deployed one does.
public final class RealRedis implements AutoCloseable {
  private final int port = Ports.free();
  private final Optional<Path> directory;
  private final RedisClient client = RedisClient.create("redis://127.0.0.1:" + port);
  private StatefulRedisConnection<String, String> connection;
  private RedisServer server;

  public RealRedis() {
    this(Optional.empty());
  }

  private RealRedis(Optional<Path> directory) {
    this.directory = directory;
  }

  public static RealRedis durable() {
    try {
      return new RealRedis(Optional.of(Files.createTempDirectory("linkfleet-redis")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String url() {
    return "redis://127.0.0.1:" + port;
  }

  public RealRedis start() {
    try {
      server =
          RedisServer.newRedisServer()
              .port(port)
              .bind("127.0.0.1")
              .setting("save \"\"")
              .setting("appendonly " + (directory.isPresent() ? "yes" : "no"))
              .setting("dir " + directory.map(Path::toString).orElse("."))
              .build();
      server.start();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void stop() {
    try {
      server.stop();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Redis as an operator sees it.
  public RedisCommands<String, String> commands() {
    if (connection == null) {
      connection = client.connect();
    }
    return connection.sync();
  }

  int port() {
    return port;
  }

  /// The commands clients sent while the work was done.
  public List<String> commandsDuring(Runnable work) {
    commands();
    return RedisMonitor.commandsDuring(this, work);
  }

  @Override
  public void close() {
    client.shutdown(0, 1, TimeUnit.SECONDS);
    stop();
    directory.map(Path::toFile).ifPresent(FileSystemUtils::deleteRecursively);
  }
}
