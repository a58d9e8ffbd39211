package io.linkfleet.worker.events;

import io.linkfleet.contract.InstanceId;
import io.linkfleet.registry.Fence;
import io.linkfleet.registry.NotReplicated;
import io.linkfleet.registry.RegistryUnavailable;
import io.linkfleet.registry.StaleOwner;
import io.linkfleet.worker.session.Mailbox;
import io.linkfleet.worker.session.Surroundings;
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

  /// What an instance does soon after the first leaves with it, and neither holds up the answer
  /// that somebody waits for.
  private static final Duration GATHER = Duration.ofMillis(20);

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
      around.timers().schedule(GATHER, () -> mailbox.post(instance));
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
      around.outages().broker().over();
    } catch (StaleOwner stale) {
      stopped = true;
    } catch (EventsNotPublished away) {
      around.outages().broker().failed(away);
      again(instance);
    } catch (RegistryUnavailable | NotReplicated away) {
      around.outages().redis().failed(away);
      again(instance);
    } catch (RuntimeException surprise) {
      log.error("instance={} events can't be published, trying on", instance, surprise);
      again(instance);
    }
  }

  private void again(InstanceId instance) {
    around.timers().schedule(RETRY, () -> changed(instance));
  }
}
