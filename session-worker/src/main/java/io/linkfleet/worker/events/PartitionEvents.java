package io.linkfleet.worker.events;

import io.linkfleet.contract.InstanceId;
import io.linkfleet.registry.Fence;
import io.linkfleet.registry.StaleOwner;
import io.linkfleet.worker.session.Mailbox;
import io.linkfleet.worker.session.Timers;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Publishes the events of one partition for as long as it is owned, one instance after the other,
/// and again until the broker has them. Nobody waits for it.
public final class PartitionEvents {
  private static final Logger log = LoggerFactory.getLogger(PartitionEvents.class);
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final Fence fence;
  private final EventPublisher publisher;
  private final Timers timers;
  private final Mailbox<InstanceId> mailbox;
  private final Set<InstanceId> waiting = ConcurrentHashMap.newKeySet();
  private volatile boolean stopped;
  private boolean failing;

  public PartitionEvents(Fence fence, EventPublisher publisher, Timers timers, Executor executor) {
    this.fence = fence;
    this.publisher = publisher;
    this.timers = timers;
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

  private void publish(InstanceId instance) {
    waiting.remove(instance);
    if (stopped) {
      return;
    }
    try {
      publisher.publishAll(fence, instance);
      failing = false;
    } catch (StaleOwner stale) {
      stopped = true;
    } catch (RuntimeException failure) {
      tellOnce(failure);
      timers.schedule(RETRY, () -> changed(instance));
    }
  }

  private void tellOnce(RuntimeException failure) {
    if (!failing) {
      log.warn("partition={} {}, trying again", fence.partition(), failure.getMessage());
    }
    failing = true;
  }
}
