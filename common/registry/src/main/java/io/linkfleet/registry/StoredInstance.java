package io.linkfleet.registry;

import io.linkfleet.contract.CommandId;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// An instance with all its credentials, as its owner finds it. `departing` is by device key id;
/// `logouts` are the last commands that made a device depart: one that comes again has its device.
/// `deleted`: to everybody else it is gone, and only its departing devices are left to care for.
public record StoredInstance(
    InstanceRecord instance,
    Optional<SealedDevice> device,
    Map<String, SealedDevice> departing,
    Set<CommandId> logouts,
    boolean deleted) {
  public StoredInstance {
    Objects.requireNonNull(instance, "instance");
    Objects.requireNonNull(device, "device");
    departing = Map.copyOf(departing);
    logouts = Set.copyOf(logouts);
  }
}
