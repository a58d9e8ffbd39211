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
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.RetriableCommitFailedException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The poll loop: hands commands over to the partitions that [GroupMembership] got us, and commits
/// what is answered. Never waits for a command; a partition with too many in flight is paused until
/// it has fewer.
public final class CommandConsumer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(CommandConsumer.class);
  private static final Duration POLL = Duration.ofMillis(200);

  /// For what need not follow at once. An answer's offset is such: what comes again for want of it
  /// is answered again.
  private static final Duration LOOK_EVERY = Duration.ofMillis(100);

  private static final Duration BROKER_WAIT = Duration.ofSeconds(30);

  /// Also with a group instance id: a worker that is told to stop is not expected back.
  private static final CloseOptions LEAVE =
      CloseOptions.groupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP)
          .withTimeout(GroupMembership.RELEASE);

  /// For what follows the drain: sockets, offsets, the group.
  private static final Duration CLOSE = GroupMembership.RELEASE.multipliedBy(4);

  private final Consumer<byte[], byte[]> consumer;
  private final EnvelopeCodec codec;
  private final Partitions partitions;
  private final int maxInFlight;
  private final Duration drain;
  private final OwnedPartitions owned;
  private final GroupMembership membership;
  private final OwnershipMeters meters;
  private final Outage broker;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile boolean started;
  private boolean failing;
  private boolean pausing;
  private long lookedAt = System.nanoTime();

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
    this.membership = new GroupMembership(consumer, owned, meters);
    meters.watch(owned);
    meters.watch(work.pace());
    this.broker = work.surroundings().outages().broker();
  }

  /// Joins the group and begins. Waits for the broker, as long as it takes; throws
  /// [InvalidSetting] if the command topic has another number of partitions than the fleet.
  public void start() {
    verifyTopic();
    consumer.subscribe(List.of(Topics.COMMANDS), membership);
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
    return membership.isMember();
  }

  /// How long ago the group last heard of us.
  public Duration silence() {
    return membership.silence();
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
      ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
      for (ConsumerRecord<byte[], byte[]> record : records) {
        owned.find(record.partition()).ifPresent(partition -> handOver(partition, record));
      }
      pause(records.partitions());
      resume();
      if (System.nanoTime() - lookedAt >= LOOK_EVERY.toNanos()) {
        lookedAt = System.nanoTime();
        membership.reclaim();
        commitAdvanced();
      }
      failing = false;
    } catch (WakeupException stopping) {
      log.debug("woken up to stop");
    } catch (FencedInstanceIdException another) {
      log.error("another worker has our group instance id: this one stops", another);
      membership.lose(owned.all());
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

  /// Only where something came can there be more in flight than before.
  private void pause(Set<TopicPartition> received) {
    Set<TopicPartition> busy = owned.busy(received, maxInFlight);
    if (!busy.isEmpty()) {
      consumer.pause(busy);
      pausing = true;
    }
  }

  private void resume() {
    if (pausing) {
      Set<TopicPartition> paused = consumer.paused();
      Set<TopicPartition> resume = new HashSet<>(paused);
      resume.removeAll(owned.busy(paused, maxInFlight));
      consumer.resume(resume);
      pausing = resume.size() < paused.size();
    }
  }

  private void commitAdvanced() {
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

  private void leave() {
    try {
      membership.leave(drain);
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
}
