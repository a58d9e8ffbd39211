package io.linkfleet.registry;

/// The way into the registry. Opening connects to nothing yet: a program may start before Redis
/// does, and calls throw [RegistryUnavailable] until it is there.
public final class Registry implements AutoCloseable {
  private final Redis redis;
  private final FleetFacts fleet;
  private final Ownerships ownerships;
  private final DeviceRecords devices;

  private Registry(RegistryOptions options) {
    redis = new Redis(options);
    fleet = new FleetFacts(redis, options.partitions());
    ownerships = new Ownerships(redis, options.partitions());
    devices = new DeviceRecords(redis, options.partitions());
  }

  public static Registry open(RegistryOptions options) {
    return new Registry(options);
  }

  public FleetFacts fleet() {
    return fleet;
  }

  public Ownerships ownerships() {
    return ownerships;
  }

  public DeviceRecords devices() {
    return devices;
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
