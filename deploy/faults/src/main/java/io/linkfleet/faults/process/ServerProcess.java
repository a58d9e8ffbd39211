package io.linkfleet.faults.process;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/// One part of the fleet as a process, which may be ended and started again any number of times.
/// What all of its lives say goes to one file. Not for use by several threads at once.
public final class ServerProcess implements AutoCloseable {
  private static final Duration REAPED_WITHIN = Duration.ofSeconds(10);

  private final String name;
  private final Supplier<List<String>> command;
  private final Path log;
  private final Watchdog watchdog;
  private Process process;

  public ServerProcess(String name, Supplier<List<String>> command, Path log, Watchdog watchdog) {
    this.name = name;
    this.command = command;
    this.log = log;
    this.watchdog = watchdog;
  }

  public String name() {
    return name;
  }

  public Path log() {
    return log;
  }

  /// Of the life it has now or had last. Throws [IllegalStateException] before the first.
  public synchronized long pid() {
    if (process == null) {
      throw new IllegalStateException(name + " was never started");
    }
    return process.pid();
  }

  public synchronized boolean isAlive() {
    return process != null && process.isAlive();
  }

  /// Does nothing while it runs.
  public synchronized void start() {
    if (isAlive()) {
      return;
    }
    try {
      process =
          new ProcessBuilder(command.get())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
      watchdog.mind(process.pid());
    } catch (IOException e) {
      throw new UncheckedIOException(name + " can't be started", e);
    }
  }

  /// As `kill -9`: returns when the process is gone.
  public synchronized void kill() {
    if (process != null) {
      process.toHandle().destroyForcibly();
      awaitEnd(REAPED_WITHIN);
    }
  }

  /// As `kill` and, when that does not end it in time, `kill -9`. Answers with whether it ended
  /// by itself.
  public synchronized boolean terminate(Duration patience) {
    if (process == null) {
      return true;
    }
    process.toHandle().destroy();
    boolean inTime = awaitEnd(patience);
    if (!inTime) {
      kill();
    }
    return inTime;
  }

  /// As `kill -STOP`: it holds its sockets and does nothing.
  public synchronized void freeze() {
    signal("STOP");
  }

  /// As `kill -CONT`.
  public synchronized void thaw() {
    signal("CONT");
  }

  @Override
  public void close() {
    kill();
  }

  private boolean awaitEnd(Duration patience) {
    try {
      boolean ended = process.waitFor(patience.toMillis(), MILLISECONDS);
      if (ended) {
        watchdog.forget(process.pid());
      }
      return ended;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void signal(String signal) {
    if (!isAlive()) {
      return;
    }
    try {
      new ProcessBuilder("sh", "-c", "kill -" + signal + " " + process.pid()).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
