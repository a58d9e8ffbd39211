package io.linkfleet.worker.webhook;

import io.linkfleet.contract.EventCodec;
import io.linkfleet.contract.InstanceId;
import io.linkfleet.contract.MalformedEnvelope;
import io.linkfleet.contract.Topics;
import io.linkfleet.registry.Deliveries.Arrival;
import io.linkfleet.registry.RegistryUnavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The poll loop: queues events for delivery and commits them once they are. Waits for Redis and
/// the broker as long as it takes, and for no receiver.
public final class WebhookConsumer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(WebhookConsumer.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration COMMIT_EVERY = Duration.ofSeconds(1);
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final Duration GRACE = Duration.ofSeconds(2);
  private static final Duration CLOSE = Duration.ofSeconds(10);

  /// Also with a group instance id: a worker that is told to stop is not expected back.
  private static final CloseOptions LEAVE =
      CloseOptions.groupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP)
          .withTimeout(GRACE);

  private final Consumer<byte[], byte[]> consumer;
  private final DeliveryWork work;
  private final TestDeliveries tests;
  private final Map<Integer, PartitionDeliveries> owned = new HashMap<>();
  private final Set<Integer> toResume = new HashSet<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile boolean started;
  private boolean failing;
  private boolean uncommitted;
  private long lastCommit = System.nanoTime();

  public WebhookConsumer(Consumer<byte[], byte[]> consumer, DeliveryWork work) {
    this.consumer = consumer;
    this.work = work;
    this.tests = new TestDeliveries(work, GRACE);
  }

  /// Joins the group and begins, in the background.
  public void start() {
    consumer.subscribe(List.of(Topics.EVENTS), new Rebalance());
    started = true;
    Thread.ofPlatform().name("webhook-consumer").start(this::run);
    tests.start();
  }

  private void run() {
    try {
      while (closing.getCount() > 0) {
        pollOnce();
      }
    } finally {
      leave();
      stopped.countDown();
    }
  }

  private void leave() {
    try {
      giveBack(consumer.assignment());
    } finally {
      consumer.close(LEAVE);
    }
  }

  private void pollOnce() {
    try {
      resume();
      ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
      if (!records.isEmpty()) {
        takeAll(records);
        uncommitted = true;
      }
      commitNowAndThen();
      failing = false;
      if (!records.isEmpty()) {
        rest(Topics.EVENT_ROUND);
      }
    } catch (RegistryUnavailable | KafkaException away) {
      tellOnce(away);
      rest(RETRY);
    } catch (RuntimeException surprise) {
      log.error("an event could not be queued, trying again", surprise);
      rest(RETRY);
    }
  }

  /// What an earlier owner of the partitions left queued.
  private void resume() {
    if (toResume.isEmpty()) {
      return;
    }
    Map<InstanceId, Integer> waiting = work.deliveries().waiting(Set.copyOf(toResume));
    waiting.forEach((instance, partition) -> owned.get(partition).wake(instance));
    toResume.clear();
  }

  /// All or nothing: where it could not be told, all of it comes again, and is queued once.
  private void takeAll(ConsumerRecords<byte[], byte[]> records) {
    List<Arrival> arrivals = new ArrayList<>(records.count());
    records.forEach(record -> event(record).ifPresent(arrivals::add));
    try {
      wake(arrivals, work.deliveries().queue(arrivals, work.clock().instant()));
    } catch (RuntimeException failure) {
      records.partitions().forEach(key -> consumer.seek(key, first(records, key)));
      throw failure;
    }
  }

  private static long first(ConsumerRecords<byte[], byte[]> records, TopicPartition key) {
    return records.records(key).getFirst().offset();
  }

  private void wake(List<Arrival> arrivals, Set<InstanceId> waiting) {
    for (Arrival arrival : arrivals) {
      InstanceId instance = arrival.event().instance();
      if (waiting.contains(instance)) {
        owned.get(arrival.topicPartition()).wake(instance);
      }
    }
  }

  private static Optional<Arrival> event(ConsumerRecord<byte[], byte[]> record) {
    try {
      return Optional.of(new Arrival(EventCodec.decode(record.value()), record.partition()));
    } catch (MalformedEnvelope malformed) {
      log.error(
          "partition={} offset={} skipped: {}",
          record.partition(),
          record.offset(),
          malformed.getMessage());
      return Optional.empty();
    }
  }

  /// Whatever was taken since the last time; what comes again is queued once.
  private void commitNowAndThen() {
    long now = System.nanoTime();
    if (uncommitted && now - lastCommit >= COMMIT_EVERY.toNanos()) {
      lastCommit = now;
      uncommitted = false;
      consumer.commitAsync(
          (_, failure) -> {
            if (failure != null) {
              log.debug("offsets not committed, next time again: {}", failure.toString());
            }
          });
    }
  }

  private void tellOnce(RuntimeException failure) {
    if (!failing) {
      log.warn("events wait for their webhooks: {}", failure.toString());
    }
    failing = true;
  }

  private void rest(Duration some) {
    try {
      var _ = closing.await(some.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Ends the attempts under way before the next owner begins, so that it does not overtake them.
  private void giveBack(Collection<TopicPartition> keys) {
    stop(keys, GRACE);
    Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
    try {
      keys.forEach(key -> positions.put(key, new OffsetAndMetadata(consumer.position(key, GRACE))));
      consumer.commitSync(positions, GRACE);
    } catch (KafkaException e) {
      log.warn("offsets not committed, the next owner repeats: {}", e.toString());
    }
  }

  private void stop(Collection<TopicPartition> keys, Duration grace) {
    List<PartitionDeliveries> ended =
        keys.stream()
            .map(TopicPartition::partition)
            .filter(owned::containsKey)
            .map(owned::remove)
            .toList();
    keys.forEach(key -> toResume.remove(key.partition()));
    ended.forEach(PartitionDeliveries::stop);
    long until = System.nanoTime() + grace.toNanos();
    ended.forEach(one -> one.end(Duration.ofNanos(Math.max(0, until - System.nanoTime()))));
  }

  /// Ends the attempts under way, commits and leaves the group; waits until that is done, for a
  /// bounded time.
  @Override
  public void close() {
    closing.countDown();
    if (!started) {
      consumer.close();
      work.courier().close();
      return;
    }
    tests.close();
    try {
      if (!stopped.await(CLOSE.toMillis(), TimeUnit.MILLISECONDS)) {
        log.warn("the webhook consumer did not stop in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    work.courier().close();
  }

  private final class Rebalance implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> keys) {
      for (TopicPartition key : keys) {
        owned.put(key.partition(), new PartitionDeliveries(work));
        toResume.add(key.partition());
      }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> keys) {
      giveBack(keys);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> keys) {
      stop(keys, Duration.ZERO);
    }
  }
}
