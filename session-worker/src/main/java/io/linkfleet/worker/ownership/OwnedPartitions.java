package io.linkfleet.worker.ownership;

import io.linkfleet.contract.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The partitions this worker holds at the moment. Changed by the poll loop alone; any thread may
/// ask which they are.
final class OwnedPartitions {
  private static final Logger log = LoggerFactory.getLogger(OwnedPartitions.class);

  /// When nothing was answered for so long, what is open hangs on somebody else.
  private static final Duration QUIET = Duration.ofMillis(500);

  private static final Duration LOOK_EVERY = Duration.ofMillis(5);

  private final PartitionWork work;
  private final Map<TopicPartition, OwnedPartition> owned = new ConcurrentHashMap<>();
  private final Map<TopicPartition, Progress> committed = new HashMap<>();

  OwnedPartitions(PartitionWork work) {
    this.work = work;
  }

  static TopicPartition ofNumber(int partition) {
    return new TopicPartition(Topics.COMMANDS, partition);
  }

  /// `committed` is how far the last owner came, if it is known.
  void take(TopicPartition key, Optional<OffsetAndMetadata> committed) {
    OwnedPartition taken = new OwnedPartition(key.partition(), work, committed.map(Progress::of));
    owned.put(key, taken);
    taken.acquire();
  }

  Optional<OwnedPartition> find(int partition) {
    return Optional.ofNullable(owned.get(ofNumber(partition)));
  }

  void clientVersionChanged() {
    owned.values().forEach(OwnedPartition::clientVersionChanged);
  }

  Set<TopicPartition> all() {
    return Set.copyOf(owned.keySet());
  }

  /// Those of them with at least so many commands in flight.
  Set<TopicPartition> busy(Collection<TopicPartition> keys, int inFlight) {
    Set<TopicPartition> busy = new HashSet<>();
    for (TopicPartition key : keys) {
      OwnedPartition partition = owned.get(key);
      if (partition != null && partition.inFlight() >= inFlight) {
        busy.add(key);
      }
    }
    return busy;
  }

  /// Those that stepped back and yet were not taken from us.
  Set<TopicPartition> reclaimable() {
    Set<TopicPartition> ours = new HashSet<>();
    owned.forEach(
        (key, partition) -> {
          if (partition.isReclaimable()) {
            ours.add(key);
          }
        });
    return ours;
  }

  /// Where the next owner has to begin, for those partitions where anything was handed over.
  Map<TopicPartition, OffsetAndMetadata> positions(Collection<TopicPartition> keys) {
    Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
    for (TopicPartition key : keys) {
      OwnedPartition partition = owned.get(key);
      if (partition != null) {
        partition.progress().ifPresent(progress -> positions.put(key, progress.committed()));
      }
    }
    return positions;
  }

  /// The positions that moved since they were last asked for.
  Map<TopicPartition, OffsetAndMetadata> advanced() {
    Map<TopicPartition, OffsetAndMetadata> moved = new HashMap<>();
    owned.forEach(
        (key, partition) ->
            partition
                .progress()
                .filter(progress -> !progress.equals(committed.put(key, progress)))
                .ifPresent(progress -> moved.put(key, progress.committed())));
    return moved;
  }

  /// Their commit did not go through: they count as moved again.
  void notCommitted(Collection<TopicPartition> keys) {
    committed.keySet().removeAll(keys);
  }

  /// Waits for the commands of these partitions that are being answered: until none is open, for as
  /// long as answers keep coming, and within the bound. One that hangs is left to the next owner.
  void drain(Collection<TopicPartition> keys, Duration bound) {
    long end = System.nanoTime() + bound.toNanos();
    int before = -1;
    long quietSince = System.nanoTime();
    for (int left = inFlight(keys); left > 0; left = inFlight(keys)) {
      long now = System.nanoTime();
      if (left != before) {
        before = left;
        quietSince = now;
      }
      if (now - end >= 0
          || now - quietSince >= QUIET.toNanos()
          || Thread.currentThread().isInterrupted()) {
        log.info("{} commands in flight are left to the next owner", left);
        return;
      }
      LockSupport.parkNanos(LOOK_EVERY.toNanos());
    }
  }

  int owning() {
    return (int) owned.values().stream().filter(OwnedPartition::isOwning).count();
  }

  int waiting() {
    return (int) owned.values().stream().filter(partition -> !partition.isOwning()).count();
  }

  int commands() {
    return owned.values().stream().mapToInt(OwnedPartition::inFlight).sum();
  }

  int mostCommands() {
    return owned.values().stream().mapToInt(OwnedPartition::inFlight).max().orElse(0);
  }

  Optional<Instant> oldestCommand() {
    return owned.values().stream()
        .flatMap(partition -> partition.oldestCommand().stream())
        .min(Comparator.naturalOrder());
  }

  private int inFlight(Collection<TopicPartition> keys) {
    return keys.stream()
        .map(owned::get)
        .filter(Objects::nonNull)
        .mapToInt(OwnedPartition::inFlight)
        .sum();
  }

  /// Closes their sockets and waits until that is done, within the bound.
  void release(Collection<TopicPartition> keys, Duration bound) {
    CompletableFuture<?>[] sockets =
        keys.stream()
            .map(owned::get)
            .filter(Objects::nonNull)
            .map(OwnedPartition::release)
            .toArray(CompletableFuture<?>[]::new);
    try {
      CompletableFuture.allOf(sockets).get(bound.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      log.warn("not every socket was closed in time: {}", e.toString());
    }
  }

  void forget(Collection<TopicPartition> keys) {
    owned.keySet().removeAll(keys);
    committed.keySet().removeAll(keys);
  }
}
