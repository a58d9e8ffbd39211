package io.linkfleet.worker.webhook;

import io.linkfleet.contract.InstanceEvent;
import io.linkfleet.contract.InstanceId;
import io.linkfleet.contract.WebhookUrl;
import io.linkfleet.registry.Attempt;
import io.linkfleet.registry.Delivery;
import io.linkfleet.registry.Webhook;
import io.linkfleet.worker.pause.Claim;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Delivers the events of one instance, one after the other. There is a virtual thread for as long
/// as there is anything to deliver, pauses included.
final class Lane {
  private static final Logger log = LoggerFactory.getLogger(Lane.class);

  private final InstanceId instance;
  private final DeliveryWork work;
  private final CountDownLatch stopping;
  private final AtomicInteger signals = new AtomicInteger();
  private volatile Thread thread;
  private boolean failing;

  Lane(InstanceId instance, DeliveryWork work, CountDownLatch stopping) {
    this.instance = instance;
    this.work = work;
    this.stopping = stopping;
  }

  /// There may be something to deliver. Called by one thread.
  void wake() {
    if (signals.getAndIncrement() == 0) {
      thread = Thread.ofVirtual().name("webhook-" + instance).start(this::run);
    }
  }

  /// After the stop was signalled: waits for the attempt that is under way, within the bound, then
  /// cuts it off.
  void end(Duration bound) {
    Thread running = thread;
    try {
      if (running != null && !running.join(bound)) {
        running.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      int answered;
      do {
        answered = signals.get();
        deliverAll();
      } while (signals.addAndGet(-answered) > 0);
    } catch (InterruptedException e) {
      log.debug("instance={} delivery cut off", instance);
    } finally {
      work.meters().idle(instance);
    }
  }

  private void deliverAll() throws InterruptedException {
    int failures = 0;
    while (stopping.getCount() > 0) {
      switch (step()) {
        case NOTHING_LEFT -> {
          return;
        }
        case DONE -> failures = 0;
        case FAILED -> {
          failures++;
          long pause = work.pause().after(failures).toMillis();
          var _ = stopping.await(pause, TimeUnit.MILLISECONDS);
        }
      }
    }
  }

  private enum Step {
    NOTHING_LEFT,
    DONE,
    FAILED
  }

  /// Whatever goes wrong on our side leaves the event where it is.
  private Step step() throws InterruptedException {
    try {
      Claim claim = work.pauses().claim();
      Optional<Delivery> next = work.deliveries().next(instance);
      Step step = next.isEmpty() ? Step.NOTHING_LEFT : attempt(next.get(), claim);
      failing = false;
      return step;
    } catch (RuntimeException failure) {
      tellOnce(failure);
      return Step.FAILED;
    }
  }

  /// After a pause the partition may be another's: the next attempt is late enough to be told so.
  private Step attempt(Delivery delivery, Claim claim) throws InterruptedException {
    if (!claim.stands()) {
      return Step.FAILED;
    }
    work.meters().waits(instance, delivery.queued());
    if (delivery.queued() > work.mostQueued()) {
      giveUp(delivery, "more than " + work.mostQueued() + " events wait");
      work.deliveries().end(delivery.event());
      return Step.DONE;
    }
    long begun = System.nanoTime();
    Outcome outcome = deliver(delivery);
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    return switch (outcome) {
      case Outcome.Delivered delivered -> {
        Attempt last = attempt(delivery, delivered, took, Attempt.Result.DELIVERED);
        work.deliveries().end(delivery.event(), last);
        work.meters().delivered(Duration.between(delivery.queuedAt(), work.clock().instant()));
        yield Step.DONE;
      }
      case Outcome.Refused refused -> {
        if (isOver(delivery)) {
          giveUp(delivery, refused.reason());
          Attempt last = attempt(delivery, refused, took, Attempt.Result.FAILED);
          work.deliveries().end(delivery.event(), last);
          yield Step.DONE;
        }
        work.meters().retried();
        work.deliveries()
            .remember(instance, attempt(delivery, refused, took, Attempt.Result.RETRYING));
        yield Step.FAILED;
      }
    };
  }

  private Attempt attempt(
      Delivery delivery, Outcome outcome, Duration took, Attempt.Result unlessDelivered) {
    InstanceEvent event = delivery.event();
    return outcome.attempt(
        event.id(), event.kind().wireName(), work.clock().instant(), took, unlessDelivered);
  }

  private Outcome deliver(Delivery delivery) throws InterruptedException {
    work.inFlight().acquire();
    try {
      return work.courier().deliver(delivery);
    } finally {
      work.inFlight().release();
    }
  }

  private boolean isOver(Delivery delivery) {
    return !work.clock().instant().isBefore(delivery.queuedAt().plus(work.retryFor()));
  }

  private void giveUp(Delivery delivery, String reason) throws InterruptedException {
    InstanceEvent event = delivery.event();
    work.deadLetters().add(event, reason);
    work.meters().dead();
    log.warn(
        "instance={} event={} given up: {} at {}",
        instance,
        event.id(),
        reason,
        delivery.webhook().map(Webhook::url).map(WebhookUrl::toString).orElse("an unknown URL"));
  }

  private void tellOnce(RuntimeException failure) {
    if (!failing) {
      log.warn("instance={} deliveries wait: {}", instance, failure.toString());
    }
    failing = true;
  }
}
