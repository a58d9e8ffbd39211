package io.linkfleet.local.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.RedisClient;
import io.linkfleet.local.FreePorts;
import io.linkfleet.local.ports.PortTaken;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalRedisTest {
  @TempDir Path directory;

  private final int port = FreePorts.take(1).getFirst();

  @Test
  void anAcknowledgedWriteOutlivesARestart() {
    try (var redis = LocalRedis.start(directory, port)) {
      write(redis, "kept", "yes");
    }
    try (var redis = LocalRedis.start(directory, port)) {
      assertThat(read(redis, "kept")).isEqualTo("yes");
    }
  }

  @Test
  void aTakenPortIsNamed() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> LocalRedis.start(directory, taken.getLocalPort()))
          .isInstanceOf(PortTaken.class)
          .hasMessageContaining("port " + taken.getLocalPort() + ", wanted by Redis, is taken");
    }
  }

  @Test
  void nothingIsLeftBehindWhenTheJvmIsKilled() throws Exception {
    Process jvm = new ProcessBuilder(javaThatStartsRedis()).redirectErrorStream(true).start();
    long pid = readPid(jvm);
    ProcessHandle redis = ProcessHandle.of(pid).orElseThrow();

    jvm.destroyForcibly();

    redis.onExit().get(10, TimeUnit.SECONDS);
    assertThat(redis.isAlive()).isFalse();
  }

  private String[] javaThatStartsRedis() {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classPath = System.getProperty("java.class.path");
    return new String[] {
      java, "-cp", classPath, RedisHolder.class.getName(), directory.toString(), "" + port
    };
  }

  private static long readPid(Process jvm) throws IOException {
    try (BufferedReader out = jvm.inputReader(StandardCharsets.UTF_8)) {
      return Long.parseLong(out.readLine());
    }
  }

  private static void write(LocalRedis redis, String key, String value) {
    try (var client = RedisClient.create(redis.url())) {
      client.connect().sync().set(key, value);
    }
  }

  private static String read(LocalRedis redis, String key) {
    try (var client = RedisClient.create(redis.url())) {
      return client.connect().sync().get(key);
    }
  }

  /// A JVM that starts Redis, says its pid and waits to be killed.
  static final class RedisHolder {
    private RedisHolder() {}

    public static void main(String[] arguments) throws InterruptedException {
      try (var redis = LocalRedis.start(Path.of(arguments[0]), Integer.parseInt(arguments[1]))) {
        System.out.println(redis.pid());
        Thread.currentThread().join();
      }
    }
  }
}
