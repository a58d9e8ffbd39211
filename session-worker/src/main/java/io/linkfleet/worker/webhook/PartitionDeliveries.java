package io.linkfleet.worker.webhook;

import io.linkfleet.contract.InstanceId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/// The deliveries of the instances whose events come on one partition, from its assignment to its
/// loss. Used by the poll loop alone.
final class PartitionDeliveries {
  private final DeliveryWork work;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Map<InstanceId, Lane> lanes = new HashMap<>();

  PartitionDeliveries(DeliveryWork work) {
    this.work = work;
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
