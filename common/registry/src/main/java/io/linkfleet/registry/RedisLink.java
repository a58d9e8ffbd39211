package io.linkfleet.registry;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;

/// One connection that is opened by its first use, so that a program may start before Redis does.
/// Once open, Lettuce keeps reopening it; commands are refused meanwhile.
///
/// A connection on which nothing was answered for as long as a command waited is given up, and the
/// next command opens another: a primary that froze, and was replaced, keeps its connections open
/// for ever.
final class RedisLink implements AutoCloseable {
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(250);

  /// A connection, when it last answered, as [System#nanoTime] has it, and how often it broke.
  private record Open(
      StatefulRedisConnection<String, byte[]> connection, AtomicLong answered, AtomicLong breaks) {
    static Open of(StatefulRedisConnection<String, byte[]> connection) {
      var breaks = new AtomicLong();
      connection.addListener(
          new RedisConnectionStateListener() {
            @Override
            public void onRedisDisconnected(RedisChannelHandler<?, ?> broken) {
              breaks.incrementAndGet();
            }
          });
      return new Open(connection, new AtomicLong(System.nanoTime()), breaks);
    }
  }

  private final Supplier<StatefulRedisConnection<String, byte[]>> connect;
  private final Duration patience;
  private final ReentrantLock connecting = new ReentrantLock();
  private volatile Open opened;
  private long lastFailure = System.nanoTime() - PAUSE_AFTER_FAILURE.toNanos();
  private boolean closed;

  RedisLink(Supplier<StatefulRedisConnection<String, byte[]>> connect, Duration patience) {
    this.connect = connect;
    this.patience = patience;
  }

  <T> T await(
      Function<RedisAsyncCommands<String, byte[]>, RedisFuture<T>> command, Duration within) {
    return awaitEach(commands -> List.of(command.apply(commands)), within).getFirst();
  }

  /// A connection at a moment of its life.
  static final class Mark {
    private final Open open;
    private final long breaks;

    private Mark(Open open) {
      this.open = open;
      this.breaks = open.breaks().get();
    }
  }

  Mark mark() {
    return new Mark(current());
  }

  /// Whether everything since was said on one and the same connection to one and the same server.
  /// A break is counted before the connection is opened again.
  boolean isUnbrokenSince(Mark mark) {
    return mark.open.equals(opened) && mark.open.breaks().get() == mark.breaks;
  }

  /// Awaits the answers to all that the function sends, each for so long at most.
  <T> List<T> awaitEach(
      Function<RedisAsyncCommands<String, byte[]>, List<RedisFuture<T>>> commands,
      Duration within) {
    Open open = current();
    long sent = System.nanoTime();
    List<RedisFuture<T>> futures = commands.apply(open.connection().async());
    List<T> answers = new ArrayList<>(futures.size());
    for (RedisFuture<T> future : futures) {
      answers.add(await(future, within, open, sent));
    }
    return answers;
  }

  /// Sends now; the answer is awaited by whoever asks for it, for so long at most.
  <T> Supplier<T> send(
      Function<RedisAsyncCommands<String, byte[]>, RedisFuture<T>> command, Duration within) {
    Open open = current();
    long sent = System.nanoTime();
    RedisFuture<T> future = command.apply(open.connection().async());
    return () -> await(future, within, open, sent);
  }

  private <T> T await(RedisFuture<T> future, Duration within, Open open, long sent) {
    try {
      T answer = future.get(within.toNanos(), TimeUnit.NANOSECONDS);
      open.answered().set(System.nanoTime());
      return answer;
    } catch (TimeoutException e) {
      future.cancel(true);
      if (open.answered().get() - sent < 0) {
        giveUp(open);
      }
      throw new RegistryUnavailable("Redis did not answer within " + within, e);
    } catch (InterruptedException e) {
      future.cancel(true);
      throw Redis.interrupted(e);
    } catch (CancellationException e) {
      throw new RegistryUnavailable("the connection to Redis was given up", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RedisCommandExecutionException) {
        open.answered().set(System.nanoTime());
      }
      if (e.getCause() instanceof RedisNoScriptException noScript) {
        throw noScript;
      }
      throw new RegistryUnavailable("Redis did not carry out a command", e.getCause());
    }
  }

  private Open current() {
    Open now = opened;
    return now == null ? open() : now;
  }

  private Open open() {
    if (!acquire()) {
      throw new RegistryUnavailable("Redis is being connected to");
    }
    try {
      if (opened != null) {
        return opened;
      }
      if (closed || System.nanoTime() - lastFailure < PAUSE_AFTER_FAILURE.toNanos()) {
        throw new RegistryUnavailable("Redis is not connected");
      }
      opened = Open.of(connect.get());
      return opened;
    } catch (RedisException e) {
      lastFailure = System.nanoTime();
      throw new RegistryUnavailable("Redis cannot be reached", e);
    } finally {
      connecting.unlock();
    }
  }

  private void giveUp(Open silent) {
    connecting.lock();
    try {
      if (silent.equals(opened)) {
        opened = null;
        var _ = silent.connection().closeAsync();
      }
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
      if (opened != null) {
        opened.connection().close();
      }
    } finally {
      connecting.unlock();
    }
  }
}
