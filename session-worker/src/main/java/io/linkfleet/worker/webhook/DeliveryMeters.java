package io.linkfleet.worker.webhook;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/// What operators see of webhooks. No label ever names a tenant, an instance or a receiver.
public final class DeliveryMeters {
  private final Counter delivered;
  private final Counter retried;
  private final Counter dead;

  public DeliveryMeters(MeterRegistry meters) {
    delivered =
        Counter.builder("linkfleet.webhooks.delivered")
            .description("Events a receiver took")
            .register(meters);
    retried =
        Counter.builder("linkfleet.webhooks.retries")
            .description("Attempts that failed and are to be repeated")
            .register(meters);
    dead =
        Counter.builder("linkfleet.webhooks.dead")
            .description("Events given up, which went to the dead letters")
            .register(meters);
  }

  void delivered() {
    delivered.increment();
  }

  void retried() {
    retried.increment();
  }

  void dead() {
    dead.increment();
  }
}
