package io.linkfleet.registry;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.linkfleet.contract.InstanceEvent;
import io.linkfleet.contract.InstanceId;
import io.linkfleet.contract.Partitions;
import io.linkfleet.contract.SharedKeys;
import io.linkfleet.contract.SharedSeal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import redis.embedded.RedisServer;

/// A real Redis for one test class, emptied before each test, and a registry on it.
final class RealRedis implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {
  static final Partitions PARTITIONS = new Partitions(64);

  private final int port = freePort();
  private final Replication replication;
  private RedisServer server;
  private RedisClient client;
  private StatefulRedisConnection<String, String> connection;
  static final SharedSeal SEAL =
      new SharedSeal(
          new SharedKeys("a", Map.of("a", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")),
          new SecureRandom());

  private Registry registry;

  RealRedis() {
    this(Replication.NONE);
  }

  RealRedis(Replication replication) {
    this.replication = replication;
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Registry registry() {
    return registry;
  }

  /// The same Redis for one with other keys.
  Registry registry(SharedKeys keys) {
    RegistryOptions usual = options();
    return Registry.open(
        new RegistryOptions(
            usual.url(),
            usual.partitions(),
            usual.commandTimeout(),
            usual.replication(),
            new SharedSeal(keys, new SecureRandom())));
  }

  RegistryOptions options() {
    RedisUrl url = new RedisUrl("redis://127.0.0.1:" + port);
    return new RegistryOptions(url, PARTITIONS, Duration.ofSeconds(2), replication, SEAL);
  }

  /// What the owner finds queued for the instance.
  List<InstanceEvent> queued(Fence fence, InstanceId instance) {
    EventQueue queue = new EventQueue(fence, instance);
    return registry.outbox().toPublish(List.of(queue)).of().getOrDefault(queue, List.of());
  }

  /// Redis as an operator sees it.
  RedisCommands<String, String> commands() {
    return connection.sync();
  }

  private static boolean isNested(ExtensionContext context) {
    return context.getRequiredTestClass().getEnclosingClass() != null;
  }

  int port() {
    return port;
  }

  void start() throws IOException {
    server =
        RedisServer.newRedisServer()
            .port(port)
            .bind("127.0.0.1")
            .setting("save \"\"")
            .setting("appendonly no")
            .build();
    server.start();
  }

  void stop() throws IOException {
    server.stop();
  }

  /// Waits for a condition, ten seconds at most.
  static void awaitUntil(BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not within ten seconds");
      }
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    if (isNested(context)) {
      return;
    }
    start();
    client = RedisClient.create("redis://127.0.0.1:" + port);
    connection = client.connect();
    registry = Registry.open(options());
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    connection.sync().flushall();
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    if (isNested(context)) {
      return;
    }
    registry.close();
    connection.close();
    client.shutdown(0, 1, TimeUnit.SECONDS);
    stop();
  }
}
