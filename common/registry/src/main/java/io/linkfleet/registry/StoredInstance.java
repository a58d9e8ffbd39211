package io.linkfleet.registry;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// An instance with all its credentials, as its owner finds it. `departing` is by device key id.
public record StoredInstance(
    InstanceRecord instance, Optional<SealedDevice> device, Map<String, SealedDevice> departing) {
  public StoredInstance {
    Objects.requireNonNull(instance, "instance");
    Objects.requireNonNull(device, "device");
    departing = Map.copyOf(departing);
  }
}
