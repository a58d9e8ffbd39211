package io.linkfleet.worker.ownership;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Our place in the group: takes partitions and gives them back as Kafka says, and knows whether it
/// still counts us in. Belongs to the poll loop; any thread may ask [#isMember] and [#silence].
final class GroupMembership implements ConsumerRebalanceListener {
  private static final Logger log = LoggerFactory.getLogger(GroupMembership.class);

  /// For closing sockets, and for each thing that is asked of the group meanwhile.
  static final Duration RELEASE = Duration.ofSeconds(2);

  /// Short: while partitions are taken from us, nothing is handed over to the others.
  private static final Duration REVOKED_DRAIN = Duration.ofSeconds(1);

  private final Consumer<byte[], byte[]> consumer;
  private final OwnedPartitions owned;
  private final OwnershipMeters meters;
  private volatile boolean member;
  private volatile long countedInAt = System.nanoTime();

  GroupMembership(
      Consumer<byte[], byte[]> consumer, OwnedPartitions owned, OwnershipMeters meters) {
    this.consumer = consumer;
    this.owned = owned;
    this.meters = meters;
  }

  /// Whether Kafka counts us in: false until the first assignment, and again once all was lost.
  boolean isMember() {
    return member;
  }

  /// How long ago the group last heard of us: the last heartbeat went out, or before the first of
  /// them we were counted in. A member that can't reach its group is told nothing by Kafka's
  /// client: only this tells.
  Duration silence() {
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

  /// A partition that stepped back and was not taken from us begins anew: its next epoch fences
  /// whoever took the last, and what is not answered comes again.
  void reclaim() {
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
  void lose(Collection<TopicPartition> keys) {
    log.warn("{} partitions lost", keys.size());
    keys.forEach(_ -> meters.changed(OwnershipMeters.Change.LOST));
    member = false;
    owned.release(keys, RELEASE);
    owned.forget(keys);
  }

  /// Gives everything back, once what is under way is answered or the bound is over.
  void leave(Duration drain) {
    member = false;
    giveBack(owned.all(), drain);
  }
}
