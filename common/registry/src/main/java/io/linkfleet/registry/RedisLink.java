package io.linkfleet.registry;

import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// One connection that is opened by its first use, so that a program may start before Redis does.
/// Once open, Lettuce keeps reopening it; commands are refused meanwhile.
final class RedisLink implements AutoCloseable {
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(250);

  private final Supplier<StatefulRedisConnection<String, byte[]>> connect;
  private final Duration patience;
  private final ReentrantLock connecting = new ReentrantLock();
  private volatile StatefulRedisConnection<String, byte[]> connection;
  private long lastFailure = System.nanoTime() - PAUSE_AFTER_FAILURE.toNanos();
  private boolean closed;

  RedisLink(Supplier<StatefulRedisConnection<String, byte[]>> connect, Duration patience) {
    this.connect = connect;
    this.patience = patience;
  }

  RedisAsyncCommands<String, byte[]> commands() {
    StatefulRedisConnection<String, byte[]> open = connection;
    return (open == null ? firstConnection() : open).async();
  }

  private StatefulRedisConnection<String, byte[]> firstConnection() {
    if (!acquire()) {
      throw new RegistryUnavailable("Redis is being connected to");
    }
    try {
      if (connection != null) {
        return connection;
      }
      if (closed || System.nanoTime() - lastFailure < PAUSE_AFTER_FAILURE.toNanos()) {
        throw new RegistryUnavailable("Redis is not connected");
      }
      connection = connect.get();
      return connection;
    } catch (RedisException e) {
      lastFailure = System.nanoTime();
      throw new RegistryUnavailable("Redis cannot be reached", e);
    } finally {
      connecting.unlock();
    }
  }

  private boolean acquire() {
    try {
      return connecting.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    connecting.lock();
    try {
      closed = true;
      if (connection != null) {
        connection.close();
      }
    } finally {
      connecting.unlock();
    }
  }
}
