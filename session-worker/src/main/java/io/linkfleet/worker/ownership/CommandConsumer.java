package io.linkfleet.worker.ownership;

import io.linkfleet.contract.CommandEnvelope;
import io.linkfleet.contract.EnvelopeCodec;
import io.linkfleet.contract.InstanceId;
import io.linkfleet.contract.MalformedEnvelope;
import io.linkfleet.contract.Partitions;
import io.linkfleet.contract.Topics;
import io.linkfleet.registry.Fence;
import io.linkfleet.settings.InvalidSetting;
import io.linkfleet.tracing.TraceHeader;
import io.linkfleet.worker.outage.Outage;
import io.linkfleet.worker.session.SessionView;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.RetriableCommitFailedException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The poll loop: takes partitions and gives them back as Kafka says, hands commands over, and
/// commits what is answered. Never waits for a command but to give its partition back; a partition
/// with too many in flight is paused until it has fewer.
public final class CommandConsumer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(CommandConsumer.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration COMMIT_EVERY = Duration.ofMillis(100);
  private static final Duration BROKER_WAIT = Duration.ofSeconds(30);
  private static final Duration RELEASE = Duration.ofSeconds(2);

  /// Short: while partitions are taken from us, nothing is handed over to the others.
  private static final Duration REVOKED_DRAIN = Duration.ofSeconds(1);

  /// Also with a group instance id: a worker that is told to stop is not expected back.
  private static final CloseOptions LEAVE =
      CloseOptions.groupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP)
          .withTimeout(RELEASE);

  /// For what follows the drain: sockets, offsets, the group.
  private static final Duration CLOSE = RELEASE.multipliedBy(4);

  private final Consumer<byte[], byte[]> consumer;
  private final EnvelopeCodec codec;
  private final Partitions partitions;
  private final int maxInFlight;
  private final Duration drain;
  private final OwnedPartitions owned;
  private final OwnershipMeters meters;
  private final Outage broker;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile boolean started;
  private volatile boolean member;
  private volatile long countedInAt = System.nanoTime();
  private boolean failing;
  private long lastCommit = System.nanoTime();

  public CommandConsumer(
      Consumer<byte[], byte[]> consumer,
      EnvelopeCodec codec,
      PartitionWork work,
      Partitions partitions,
      int maxInFlight,
      Duration drain) {
    this.consumer = consumer;
    this.codec = codec;
    this.partitions = partitions;
    this.maxInFlight = maxInFlight;
    this.drain = drain;
    this.owned = new OwnedPartitions(work);
    this.meters = work.meters();
    meters.watch(owned);
    meters.watch(work.pace());
    this.broker = work.surroundings().outages().broker();
  }

  /// Joins the group and begins. Waits for the broker, as long as it takes; throws
  /// [InvalidSetting] if the command topic has another number of partitions than the fleet.
  public void start() {
    verifyTopic();
    consumer.subscribe(List.of(Topics.COMMANDS), new Rebalance());
    started = true;
    Thread.ofPlatform().name("command-consumer").start(this::run);
  }

  /// The partitions owned now.
  public Set<Integer> partitions() {
    return owned.all().stream().map(TopicPartition::partition).collect(Collectors.toSet());
  }

  /// The fence of the partition, while this worker has its epoch.
  public Optional<Fence> fenceOf(int partition) {
    return owned.find(partition).filter(OwnedPartition::isOwning).map(OwnedPartition::fence);
  }

  /// What the instance is doing, if it is in this worker's memory. Any thread may look.
  public Optional<SessionView> look(InstanceId instance) {
    return owned.find(partitions.of(instance)).flatMap(partition -> partition.look(instance));
  }

  /// Whether Kafka counts us in: false until the first assignment, and again once all was lost.
  public boolean isMember() {
    return member;
  }

  /// How long ago the group last heard of us: the last heartbeat went out, or before the first of
  /// them we were counted in. A member that can't reach its group is told nothing by Kafka's
  /// client: only this tells.
  public Duration silence() {
    Duration sinceCountedIn = Duration.ofNanos(System.nanoTime() - countedInAt);
    return consumer.metrics().values().stream()
        .filter(metric -> metric.metricName().name().equals("last-heartbeat-seconds-ago"))
        .map(metric -> ((Number) metric.metricValue()).doubleValue())
        .filter(seconds -> seconds >= 0)
        .map(seconds -> Duration.ofMillis(Math.round(seconds * 1e3)))
        .findAny()
        .filter(heartbeat -> heartbeat.compareTo(sinceCountedIn) < 0)
        .orElse(sinceCountedIn);
  }

  /// A newer client version is known: whoever was refused as outdated may log in again. Any thread
  /// may say so.
  public void clientVersionChanged() {
    owned.clientVersionChanged();
  }

  private void verifyTopic() {
    OptionalInt found = OptionalInt.empty();
    while (found.isEmpty()) {
      found = partitionsOfTopic();
    }
    if (found.getAsInt() != partitions.count()) {
      throw new InvalidSetting(
          "linkfleet.partitions",
          "%d, but topic %s has %d partitions"
              .formatted(partitions.count(), Topics.COMMANDS, found.getAsInt()));
    }
  }

  private OptionalInt partitionsOfTopic() {
    try {
      return OptionalInt.of(consumer.partitionsFor(Topics.COMMANDS, BROKER_WAIT).size());
    } catch (TimeoutException away) {
      broker.failed(away);
      return OptionalInt.empty();
    }
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

  private void pollOnce() {
    try {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        owned.find(record.partition()).ifPresent(partition -> handOver(partition, record));
      }
      reclaim();
      pauseAndResume();
      commitAdvanced();
      failing = false;
    } catch (WakeupException stopping) {
      log.debug("woken up to stop");
    } catch (FencedInstanceIdException another) {
      log.error("another worker has our group instance id: this one stops", another);
      lose(owned.all());
      closing.countDown();
    } catch (KafkaException failure) {
      tellOnce(failure);
      rest();
    }
  }

  private void tellOnce(KafkaException failure) {
    if (!failing) {
      log.error("poll failed, trying on", failure);
    }
    failing = true;
  }

  private void handOver(OwnedPartition partition, ConsumerRecord<byte[], byte[]> record) {
    try {
      CommandEnvelope envelope = codec.decodeCommand(record.value());
      Instant sent = Instant.ofEpochMilli(record.timestamp());
      meters.takenUp(sent);
      partition.handOver(record.offset(), envelope, TraceHeader.of(record.headers()), sent);
    } catch (MalformedEnvelope malformed) {
      meters.malformed();
      log.error(
          "partition={} offset={} not carried out: {}",
          record.partition(),
          record.offset(),
          malformed.getMessage());
      partition.refuse(record.offset(), EnvelopeCodec.headerOf(record.value()));
    }
  }

  /// A partition that stepped back and was not taken from us begins anew: its next epoch fences
  /// whoever took the last, and what is not answered comes again.
  private void reclaim() {
    Set<TopicPartition> ours = owned.reclaimable();
    if (!ours.isEmpty() && groupAgrees(ours)) {
      Map<TopicPartition, OffsetAndMetadata> positions = owned.positions(ours);
      positions.forEach(consumer::seek);
      ours.forEach(key -> owned.take(key, Optional.ofNullable(positions.get(key))));
    }
  }

  /// Whether the broker, asked now, still counts us in. Without an answer we may have lost them to
  /// somebody else without having been told; only members may commit.
  private boolean groupAgrees(Set<TopicPartition> keys) {
    try {
      Map<TopicPartition, OffsetAndMetadata> positions = owned.positions(keys);
      for (TopicPartition key : keys) {
        if (!positions.containsKey(key)) {
          positions.put(key, new OffsetAndMetadata(consumer.position(key, RELEASE)));
        }
      }
      consumer.commitSync(positions, RELEASE);
      return true;
    } catch (WakeupException stopping) {
      throw stopping;
    } catch (KafkaException disagrees) {
      log.debug("partitions are not reclaimed: {}", disagrees.toString());
      return false;
    }
  }

  private void pauseAndResume() {
    Set<TopicPartition> busy = owned.busy(maxInFlight);
    Set<TopicPartition> resume = new HashSet<>(consumer.paused());
    resume.removeAll(busy);
    consumer.pause(busy);
    consumer.resume(resume);
  }

  /// Not after every answer: what comes again for that is answered again.
  private void commitAdvanced() {
    long now = System.nanoTime();
    if (now - lastCommit < COMMIT_EVERY.toNanos()) {
      return;
    }
    lastCommit = now;
    Map<TopicPartition, OffsetAndMetadata> positions = owned.advanced();
    if (positions.isEmpty()) {
      return;
    }
    consumer.commitAsync(
        positions,
        (failed, failure) -> {
          if (failure == null) {
            broker.over();
          } else {
            notCommitted(failed.keySet(), failure);
          }
        });
  }

  private void notCommitted(Collection<TopicPartition> keys, Exception failure) {
    owned.notCommitted(keys);
    if (failure instanceof RetriableCommitFailedException) {
      broker.failed(failure);
    } else {
      log.debug("offsets not committed while partitions change hands: {}", failure.toString());
    }
  }

  /// So that a broker that refuses us is not asked in a tight loop.
  private void rest() {
    try {
      var _ = closing.await(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// What is answered is committed; what is not, and what waits in the topic, is the next owner's.
  private void giveBack(Collection<TopicPartition> keys, Duration bound) {
    owned.drain(keys, bound);
    owned.release(keys, RELEASE);
    keys.forEach(_ -> meters.changed(OwnershipMeters.Change.GIVEN_BACK));
    try {
      commit(owned.positions(keys));
    } catch (KafkaException e) {
      log.warn("offsets not committed, the next owner repeats: {}", e.toString());
    }
    owned.forget(keys);
  }

  /// Who is woken up to stop is told so once, by whatever call comes next.
  private void commit(Map<TopicPartition, OffsetAndMetadata> positions) {
    try {
      consumer.commitSync(positions, RELEASE);
    } catch (WakeupException stopping) {
      consumer.commitSync(positions, RELEASE);
    }
  }

  /// The group went on without us: another owner may be at work already.
  private void lose(Collection<TopicPartition> keys) {
    log.warn("{} partitions lost", keys.size());
    keys.forEach(_ -> meters.changed(OwnershipMeters.Change.LOST));
    member = false;
    owned.release(keys, RELEASE);
    owned.forget(keys);
  }

  private void leave() {
    member = false;
    try {
      giveBack(owned.all(), drain);
    } finally {
      consumer.close(LEAVE);
    }
  }

  /// Takes no more commands, waits for the answers under way, closes the sockets, commits and
  /// leaves the group; waits until that is done, for a bounded time.
  @Override
  public void close() {
    closing.countDown();
    if (!started) {
      consumer.close();
      return;
    }
    consumer.wakeup();
    try {
      if (!stopped.await(drain.plus(CLOSE).toMillis(), TimeUnit.MILLISECONDS)) {
        log.warn("the command consumer did not stop in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Rebalance implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> keys) {
      log.info("{} partitions assigned", keys.size());
      countedInAt = System.nanoTime();
      member = true;
      Map<TopicPartition, OffsetAndMetadata> committed = committed(keys);
      keys.forEach(key -> owned.take(key, Optional.ofNullable(committed.get(key))));
    }

    /// What the last owners left. Without an answer in time, what they had answered out of order
    /// comes again.
    private Map<TopicPartition, OffsetAndMetadata> committed(Collection<TopicPartition> keys) {
      try {
        return consumer.committed(new HashSet<>(keys), RELEASE);
      } catch (WakeupException stopping) {
        return Map.of();
      } catch (KafkaException unknown) {
        log.warn("what the last owner answered out of order comes again: {}", unknown.toString());
        return Map.of();
      }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> keys) {
      log.info("{} partitions revoked", keys.size());
      giveBack(keys, REVOKED_DRAIN);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> keys) {
      lose(keys);
    }
  }
}
