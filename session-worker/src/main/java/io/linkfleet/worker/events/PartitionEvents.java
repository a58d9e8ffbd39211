package io.linkfleet.worker.events;

import io.linkfleet.contract.InstanceId;
import io.linkfleet.registry.Fence;
import io.linkfleet.registry.RegistryUnavailable;
import io.linkfleet.registry.StaleOwner;
import io.linkfleet.worker.session.Mailbox;
import io.linkfleet.worker.session.Surroundings;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Publishes the events of one partition for as long as it is owned, and again until the broker has
/// them. What comes while it is at work is published together next. Nobody waits for it.
public final class PartitionEvents {
  private static final Logger log = LoggerFactory.getLogger(PartitionEvents.class);
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final int MOST_TOGETHER = 64;

  private final Fence fence;
  private final EventPublisher publisher;
  private final Surroundings around;
  private final Mailbox<InstanceId> mailbox;
  private final Set<InstanceId> waiting = ConcurrentHashMap.newKeySet();
  private volatile boolean stopped;

  public PartitionEvents(
      Fence fence, EventPublisher publisher, Surroundings around, Executor executor) {
    this.fence = fence;
    this.publisher = publisher;
    this.around = around;
    this.mailbox = new Mailbox<>(executor, this::publish);
  }

  /// Publishes what an earlier owner left behind. Throws
  /// [io.linkfleet.registry.RegistryUnavailable].
  public void begin() {
    publisher.leftBehind(fence.partition()).forEach(this::changed);
  }

  /// The instance may have events to publish.
  public void changed(InstanceId instance) {
    if (waiting.add(instance)) {
      mailbox.post(instance);
    }
  }

  public void stop() {
    stopped = true;
  }

  /// Of several that wait, the first takes the others along.
  private void publish(InstanceId instance) {
    if (waiting.contains(instance)) {
      Set<InstanceId> together = HashSet.newHashSet(MOST_TOGETHER);
      together.add(instance);
      waiting.stream().limit(MOST_TOGETHER - 1L).forEach(together::add);
      // Whatever is stored from now on is told of anew.
      waiting.removeAll(together);
      publish(together);
    }
  }

  private void publish(Set<InstanceId> instances) {
    if (stopped) {
      return;
    }
    try {
      publisher.publishAll(fence, instances);
      around.outages().broker().over();
    } catch (StaleOwner stale) {
      stopped = true;
    } catch (EventsNotPublished away) {
      around.outages().broker().failed(away);
      again(instances);
    } catch (RegistryUnavailable away) {
      around.outages().redis().failed(away);
      again(instances);
    } catch (RuntimeException surprise) {
      surprised(instances, surprise);
    }
  }

  /// One that can't be published must not hold the others up.
  private void surprised(Set<InstanceId> instances, RuntimeException surprise) {
    if (instances.size() > 1) {
      instances.forEach(instance -> publish(Set.of(instance)));
      return;
    }
    log.error("instance={} events can't be published, trying on", instances, surprise);
    again(instances);
  }

  private void again(Set<InstanceId> instances) {
    around.timers().schedule(RETRY, () -> instances.forEach(this::changed));
  }
}
