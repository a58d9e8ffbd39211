package io.linkfleet.registry;

import io.lettuce.core.metrics.CommandLatencyRecorder;
import io.lettuce.core.metrics.MicrometerCommandLatencyRecorder;
import io.lettuce.core.metrics.MicrometerOptions;
import io.linkfleet.contract.Partitions;
import io.linkfleet.contract.SharedSeal;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/// The way into the registry. Opening connects to nothing yet: a program may start before Redis
/// does, and calls throw [RegistryUnavailable] until it is there.
public final class Registry implements AutoCloseable {
  private final Redis redis;
  private final Partitions partitions;
  private final SharedSeal seal;
  private final FleetFacts fleet;
  private final Ownerships ownerships;
  private final DeviceRecords devices;
  private final Outbox outbox;

  private Registry(RegistryOptions options, CommandLatencyRecorder latencies) {
    redis = new Redis(options, latencies);
    partitions = options.partitions();
    seal = options.seal();
    fleet = new FleetFacts(redis, partitions);
    ownerships = new Ownerships(redis, partitions);
    devices = new DeviceRecords(redis, partitions, seal);
    outbox = new Outbox(redis, partitions);
  }

  public static Registry open(RegistryOptions options) {
    return new Registry(options, CommandLatencyRecorder.disabled());
  }

  /// The same, and how long Redis takes is told as `lettuce.command.completion`, by command.
  public static Registry open(RegistryOptions options, MeterRegistry meters) {
    return new Registry(
        options, new MicrometerCommandLatencyRecorder(meters, MicrometerOptions.create()));
  }

  public FleetFacts fleet() {
    return fleet;
  }

  public Ownerships ownerships() {
    return ownerships;
  }

  public Outbox outbox() {
    return outbox;
  }

  public DeviceRecords devices() {
    return devices;
  }

  public Admission admission(RateLimits limits) {
    return new Admission(redis, limits, System::nanoTime);
  }

  public Accounts accounts(InstantSource clock, RandomGenerator random) {
    return new Accounts(redis, partitions, clock, random);
  }

  public Instances instances(InstantSource clock, RandomGenerator random) {
    return new Instances(redis, partitions, seal, clock, random);
  }

  public Webhooks webhooks() {
    return new Webhooks(redis, partitions, new WebhookSeal(seal));
  }

  public Deliveries deliveries() {
    return new Deliveries(redis, partitions, new WebhookSeal(seal));
  }

  public Resealing resealing() {
    return new Resealing(redis, partitions, seal);
  }

  /// Returns when Redis has answered.
  public void ping() {
    redis.ping();
  }

  @Override
  public void close() {
    redis.close();
  }
}
