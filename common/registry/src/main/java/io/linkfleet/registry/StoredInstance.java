package io.linkfleet.registry;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// An instance with all its credentials, as its owner finds it. `departing` is by device key id.
/// `deleted`: to everybody else it is gone, and only its departing devices are left to care for.
public record StoredInstance(
    InstanceRecord instance,
    Optional<SealedDevice> device,
    Map<String, SealedDevice> departing,
    boolean deleted) {
  public StoredInstance {
    Objects.requireNonNull(instance, "instance");
    Objects.requireNonNull(device, "device");
    departing = Map.copyOf(departing);
  }
}
