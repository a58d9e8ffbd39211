package io.linkfleet.worker;

import io.linkfleet.registry.PartitionCountMismatch;
import io.linkfleet.registry.Registry;
import io.linkfleet.registry.RegistryUnavailable;
import io.linkfleet.settings.InvalidSetting;
import io.linkfleet.worker.ownership.CommandConsumer;
import io.linkfleet.worker.webhook.WebhookConsumer;
import io.linkfleet.worker.whatsapp.Rehearsal;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/// Starts the worker when Redis agrees on what the fleet is, and stops it before anything it uses
/// is closed.
///
/// A Redis or a broker that is away delays the start, it does not end it; one that disagrees does.
final class WorkerLifecycle implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(WorkerLifecycle.class);
  private static final Duration RETRY = Duration.ofSeconds(1);

  /// Enough for a compiler to take notice.
  private static final int REHEARSED_LOGINS = 1_000;

  private final Rehearsal rehearsal;
  private final Duration rehearse;
  private final Registry registry;
  private final CommandConsumer consumer;
  private final WebhookConsumer webhooks;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile boolean running;

  WorkerLifecycle(
      Rehearsal rehearsal,
      Duration rehearse,
      Registry registry,
      CommandConsumer consumer,
      WebhookConsumer webhooks) {
    this.rehearsal = rehearsal;
    this.rehearse = rehearse;
    this.registry = registry;
    this.consumer = consumer;
    this.webhooks = webhooks;
  }

  @Override
  public void start() {
    int logins = rehearsal.logins(REHEARSED_LOGINS, rehearse);
    log.info("{} logins rehearsed", logins);
    awaitRedis();
    consumer.start();
    webhooks.start();
    running = true;
  }

  /// Spring stops nothing before everything is started: the end of the JVM is heard of here.
  private void awaitRedis() {
    Thread ending = new Thread(stopped::countDown, "worker-stops-waiting");
    Runtime.getRuntime().addShutdownHook(ending);
    boolean told = false;
    while (!redisAgrees(told)) {
      told = true;
      rest();
    }
    Runtime.getRuntime().removeShutdownHook(ending);
  }

  private boolean redisAgrees(boolean told) {
    try {
      registry.fleet().verify();
      return true;
    } catch (RegistryUnavailable away) {
      if (!told) {
        log.warn("waiting for Redis: {}", away.getMessage());
      }
      return false;
    } catch (PartitionCountMismatch another) {
      throw new InvalidSetting("linkfleet.partitions", another.getMessage());
    }
  }

  private void rest() {
    try {
      if (stopped.await(RETRY.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException("stopped while waiting for Redis");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for Redis", e);
    }
  }

  @Override
  public void stop() {
    stopped.countDown();
    Thread deliveries = Thread.ofPlatform().name("webhook-consumer-stop").start(webhooks::close);
    consumer.close();
    join(deliveries);
    running = false;
  }

  private static void join(Thread other) {
    try {
      other.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
