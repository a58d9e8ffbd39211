package io.linkfleet.worker.webhook;

import io.linkfleet.contract.WebhookTest;
import io.linkfleet.registry.Attempt;
import io.linkfleet.registry.RegistryUnavailable;
import io.linkfleet.registry.TestDelivery;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Delivers tests of webhooks as events are delivered, except that each is tried once and none
/// waits for another or for events: a test that a receiver does not take must not hold up what did
/// happen. Any worker takes any test.
final class TestDeliveries implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(TestDeliveries.class);
  private static final Duration LOOK_EVERY = Duration.ofMillis(500);
  private static final int MOST_AT_ONCE = 100;

  private final DeliveryWork work;
  private final Duration grace;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Phaser underWay = new Phaser(1);
  private boolean failing;

  /// `grace` is for those under way when it is closed.
  TestDeliveries(DeliveryWork work, Duration grace) {
    this.work = work;
    this.grace = grace;
  }

  void start() {
    underWay.register();
    Thread.ofVirtual().name("webhook-tests").start(this::run);
  }

  private void run() {
    try {
      while (!closing.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
        take();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      underWay.arriveAndDeregister();
    }
  }

  private void take() {
    try {
      List<TestDelivery> some = work.deliveries().takeTests(MOST_AT_ONCE);
      failing = false;
      for (TestDelivery one : some) {
        underWay.register();
        Thread.ofVirtual().name("webhook-test-" + one.test().id()).start(() -> deliver(one));
      }
    } catch (RegistryUnavailable away) {
      if (!failing) {
        log.warn("tests of webhooks wait: {}", away.toString());
      }
      failing = true;
    }
  }

  private void deliver(TestDelivery delivery) {
    WebhookTest test = delivery.test();
    try {
      work.inFlight().acquire();
      long begun = System.nanoTime();
      Outcome outcome;
      try {
        outcome = work.courier().deliver(delivery);
      } finally {
        work.inFlight().release();
      }
      Duration took = Duration.ofNanos(System.nanoTime() - begun);
      Attempt attempt =
          outcome.attempt(
              test.id(), WebhookTest.TYPE, work.clock().instant(), took, Attempt.Result.FAILED);
      work.deliveries().remember(test.instance(), attempt);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RegistryUnavailable away) {
      log.warn("instance={} the end of a test is not known: {}", test.instance(), away.toString());
    } finally {
      underWay.arriveAndDeregister();
    }
  }

  @Override
  public void close() {
    closing.countDown();
    try {
      underWay.awaitAdvanceInterruptibly(
          underWay.arriveAndDeregister(), grace.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      log.info("tests of webhooks are still under way");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
