package io.linkfleet.worker.webhook;

import io.linkfleet.contract.InstanceId;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// What operators see of webhooks. No label ever names a tenant, an instance or a receiver.
public final class DeliveryMeters {
  private final Timer delivered;
  private final Counter retried;
  private final Counter dead;

  /// How many events wait for the webhook of an instance, where any were when it was last looked.
  private final Map<InstanceId, Long> waiting = new ConcurrentHashMap<>();

  public DeliveryMeters(MeterRegistry meters) {
    delivered =
        Timer.builder("linkfleet.webhooks.delivered")
            .description("Events that a receiver took, from being queued for it until then")
            .publishPercentileHistogram()
            .register(meters);
    retried =
        Counter.builder("linkfleet.webhooks.retries")
            .description("Attempts that failed and are to be repeated")
            .register(meters);
    dead =
        Counter.builder("linkfleet.webhooks.dead")
            .description("Events given up, which went to the dead letters")
            .register(meters);
    Gauge.builder("linkfleet.webhooks.waiting", waiting, DeliveryMeters::sum)
        .description("Events that wait for receivers, of those this worker delivers")
        .register(meters);
  }

  private static double sum(Map<InstanceId, Long> waiting) {
    return waiting.values().stream().mapToLong(Long::longValue).sum();
  }

  /// So many events of the instance are to be delivered.
  void waits(InstanceId instance, long events) {
    waiting.put(instance, events);
  }

  /// None of the instance, or not by this worker.
  void idle(InstanceId instance) {
    waiting.remove(instance);
  }

  void delivered(Duration after) {
    delivered.record(after);
  }

  void retried() {
    retried.increment();
  }

  void dead() {
    dead.increment();
  }
}
