package io.linkfleet.worker.webhook;

import io.linkfleet.contract.InstanceEvent;
import io.linkfleet.contract.InstanceId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/// The deliveries of the instances whose events come on one partition, from its assignment to its
/// loss. Used by the poll loop alone.
final class PartitionDeliveries {
  private final int partition;
  private final DeliveryWork work;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Map<InstanceId, Lane> lanes = new HashMap<>();

  PartitionDeliveries(int partition, DeliveryWork work) {
    this.partition = partition;
    this.work = work;
  }

  /// Returns when the event is queued, if its webhook wants it. Throws
  /// [io.linkfleet.registry.RegistryUnavailable].
  void take(InstanceEvent event) {
    if (work.deliveries().queue(event, partition, work.clock().instant())) {
      wake(event.instance());
    }
  }

  /// Goes on with what is queued for the instance.
  void wake(InstanceId instance) {
    lanes.computeIfAbsent(instance, id -> new Lane(id, work, stopping)).wake();
  }

  /// No attempt begins any more.
  void stop() {
    stopping.countDown();
  }

  /// Waits for the attempts under way, for that long altogether.
  void end(Duration bound) {
    long until = System.nanoTime() + bound.toNanos();
    for (Lane lane : lanes.values()) {
      lane.end(Duration.ofNanos(Math.max(0, until - System.nanoTime())));
    }
  }
}
