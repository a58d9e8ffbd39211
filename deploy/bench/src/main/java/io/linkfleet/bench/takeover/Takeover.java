package io.linkfleet.bench.takeover;

import io.linkfleet.bench.stand.Stand;
import io.linkfleet.bench.stand.WorkerUnderTest;
import io.linkfleet.faults.process.Patience;
import java.time.Duration;

/// So many logins by one worker in a row: how long they took, and what they cost the worker, the
/// simulated WhatsApp and Redis in CPU time, from the first connection to the last login and the
/// last thing that is done about it.
public record Takeover(
    int logins,
    Duration took,
    Duration workerCpu,
    Duration whatsAppCpu,
    Duration redisCpu,
    long redisCommands) {
  private static final Duration WITHIN = Duration.ofMinutes(5);

  /// In a second without so much CPU time, what a login leaves to do is done.
  private static final Duration QUIET = Duration.ofMillis(60);

  /// Waits until every one of `count` devices has logged in once more than at `before`.
  public static Takeover observe(Stand stand, WorkerUnderTest worker, int count, Start before) {
    Patience.require(
        count + " logins",
        WITHIN,
        () -> stand.whatsApp().stat("logins") - before.logins() >= count);
    Duration took = Duration.ofNanos(System.nanoTime() - before.nanos());
    awaitQuiet(worker, count);
    return new Takeover(
        count,
        took,
        worker.figures().cpu().minus(before.worker()),
        stand.whatsApp().figures().cpu().minus(before.whatsApp()),
        stand.redis().cpu().minus(before.redis()),
        stand.redis().commands() - before.redisCommands());
  }

  /// Idle connections cost a little too, the more of them the more.
  private static void awaitQuiet(WorkerUnderTest worker, int connections) {
    long allowed = QUIET.toMillis() + connections / 100;
    Patience.require(
        "the worker is quiet",
        WITHIN,
        () -> {
          Duration before = worker.figures().cpu();
          Patience.rest(Duration.ofSeconds(1));
          return worker.figures().cpu().minus(before).toMillis() <= allowed;
        });
  }

  /// The moment before the first login.
  public record Start(
      long nanos,
      long logins,
      Duration worker,
      Duration whatsApp,
      Duration redis,
      long redisCommands) {
    public static Start now(Stand stand, WorkerUnderTest worker) {
      return new Start(
          System.nanoTime(),
          stand.whatsApp().stat("logins"),
          worker.figures().cpu(),
          stand.whatsApp().figures().cpu(),
          stand.redis().cpu(),
          stand.redis().commands());
    }
  }

  public double loginsPerSecond() {
    return logins * 1e9 / took.toNanos();
  }

  public double workerMillisPerLogin() {
    return workerCpu.toNanos() / 1e6 / logins;
  }

  public double whatsAppMillisPerLogin() {
    return whatsAppCpu.toNanos() / 1e6 / logins;
  }

  public double redisMillisPerLogin() {
    return redisCpu.toNanos() / 1e6 / logins;
  }

  public double redisCommandsPerLogin() {
    return redisCommands / (double) logins;
  }
}
