package io.linkfleet.worker.events;

import io.linkfleet.contract.EventCodec;
import io.linkfleet.contract.InstanceEvent;
import io.linkfleet.contract.InstanceId;
import io.linkfleet.contract.Topics;
import io.linkfleet.registry.EventQueue;
import io.linkfleet.registry.Fence;
import io.linkfleet.registry.NotReplicated;
import io.linkfleet.registry.Outbox;
import io.linkfleet.registry.OutboxAnswer;
import io.linkfleet.registry.RegistryUnavailable;
import io.linkfleet.worker.outage.Outages;
import io.linkfleet.worker.session.Timers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Moves queued events to the topic for as long as their partitions are owned, and again until the
/// broker has them. Nobody waits for it.
///
/// It works in rounds, so that what happens at about the same time leaves together: each forgets
/// what the broker has acknowledged since the last, and reads and sends what is queued, a few round
/// trips for all instances together. A queue is not read again before what it gave is forgotten,
/// which keeps its order.
public final class EventPublisher {
  private static final Logger log = LoggerFactory.getLogger(EventPublisher.class);
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final int MOST_AT_ONCE = 256;

  private final Outbox outbox;
  private final Producer<byte[], byte[]> producer;
  private final Timers timers;
  private final Executor executor;
  private final Outages outages;
  private final Set<Fence> owned = ConcurrentHashMap.newKeySet();
  private final Set<EventQueue> waiting = ConcurrentHashMap.newKeySet();
  private final Set<EventQueue> underWay = ConcurrentHashMap.newKeySet();
  private final Map<EventQueue, Long> acknowledged = new ConcurrentHashMap<>();
  private final AtomicBoolean roundComes = new AtomicBoolean();

  public EventPublisher(
      Outbox outbox,
      Producer<byte[], byte[]> producer,
      Timers timers,
      Executor executor,
      Outages outages) {
    this.outbox = outbox;
    this.producer = producer;
    this.timers = timers;
    this.executor = executor;
    this.outages = outages;
  }

  /// Publishes for that owner from now on, what an earlier one left behind first. Throws
  /// [RegistryUnavailable].
  public void begin(Fence fence) {
    Set<InstanceId> left = outbox.instancesOf(fence.partition());
    owned.add(fence);
    left.forEach(instance -> changed(fence, instance));
  }

  /// The instance may have events to publish.
  public void changed(Fence fence, InstanceId instance) {
    if (owned.contains(fence)) {
      waiting.add(new EventQueue(fence, instance));
      roundIn(Topics.EVENT_ROUND);
    }
  }

  /// Reads no more events of that owner. What was sent may be sent again by the next.
  public void end(Fence fence) {
    owned.remove(fence);
    waiting.removeIf(queue -> queue.fence().equals(fence));
  }

  private void roundIn(Duration delay) {
    if (roundComes.compareAndSet(false, true)) {
      timers.schedule(delay, () -> executor.execute(this::round));
    }
  }

  private void round() {
    Duration next = RETRY;
    try {
      forget();
      publish();
      next = Topics.EVENT_ROUND;
    } catch (RegistryUnavailable | NotReplicated away) {
      outages.redis().failed(away);
    } catch (RuntimeException surprise) {
      log.error("events can't be published, trying on", surprise);
    } finally {
      roundComes.set(false);
      if (!acknowledged.isEmpty() || waiting.stream().anyMatch(this::isReady)) {
        roundIn(next);
      }
    }
  }

  private boolean isReady(EventQueue queue) {
    return !underWay.contains(queue);
  }

  private void forget() {
    Map<EventQueue, Long> done = Map.copyOf(acknowledged);
    if (done.isEmpty()) {
      return;
    }
    OutboxAnswer<Integer> left = outbox.published(done);
    outages.redis().over();
    left.stale().forEach(this::end);
    left.of()
        .forEach(
            (queue, count) -> {
              if (count > 0 && owned.contains(queue.fence())) {
                waiting.add(queue);
              }
            });
    acknowledged.keySet().removeAll(done.keySet());
    underWay.removeAll(done.keySet());
  }

  private void publish() {
    List<EventQueue> batch = waiting.stream().filter(this::isReady).limit(MOST_AT_ONCE).toList();
    // Before they are read: what is stored from now on is told of anew.
    batch.forEach(waiting::remove);
    try {
      read(batch);
    } catch (RegistryUnavailable | NotReplicated away) {
      waiting.addAll(batch);
      throw away;
    } catch (RuntimeException surprise) {
      alone(batch, surprise);
    }
  }

  private void read(List<EventQueue> batch) {
    if (batch.isEmpty()) {
      return;
    }
    OutboxAnswer<List<InstanceEvent>> queued = outbox.toPublish(batch);
    outages.redis().over();
    queued.stale().forEach(this::end);
    queued.of().forEach(this::send);
  }

  /// One that can't be published must not hold the others up.
  private void alone(List<EventQueue> batch, RuntimeException surprise) {
    if (batch.size() > 1) {
      batch.forEach(queue -> alone(queue));
      return;
    }
    EventQueue queue = batch.getFirst();
    log.error("instance={} events can't be published, trying on", queue.instance(), surprise);
    timers.schedule(RETRY, () -> changed(queue.fence(), queue.instance()));
  }

  private void alone(EventQueue queue) {
    try {
      read(List.of(queue));
    } catch (RuntimeException surprise) {
      alone(List.of(queue), surprise);
    }
  }

  private void send(EventQueue queue, List<InstanceEvent> events) {
    if (events.isEmpty()) {
      return;
    }
    underWay.add(queue);
    var sending = new Sending(events.size(), outcome -> sent(queue, events, outcome));
    for (InstanceEvent event : events) {
      try {
        var _ = producer.send(record(event), (_, failure) -> sending.one(failure));
      } catch (RuntimeException refused) {
        sending.one(refused);
      }
    }
  }

  /// On the producer's thread.
  private void sent(EventQueue queue, List<InstanceEvent> events, Sending.Outcome outcome) {
    switch (outcome) {
      case Sending.Outcome.Acknowledged() -> {
        outages.broker().over();
        acknowledged.put(queue, events.getLast().sequence());
        roundIn(Topics.EVENT_ROUND);
      }
      case Sending.Outcome.Failed(var failure) -> {
        outages.broker().failed(failure);
        underWay.remove(queue);
        timers.schedule(RETRY, () -> changed(queue.fence(), queue.instance()));
      }
    }
  }

  private static ProducerRecord<byte[], byte[]> record(InstanceEvent event) {
    byte[] key = event.instance().value().getBytes(StandardCharsets.US_ASCII);
    return new ProducerRecord<>(Topics.EVENTS, key, EventCodec.encode(event));
  }
}
