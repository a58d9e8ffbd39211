package io.linkfleet.registry;

import io.linkfleet.contract.CommandId;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// An instance with all its credentials, as its owner finds it. `departing` is by device key id, so
/// is `departingSince`, which lacks those that became departing before that was recorded.
/// `logouts` are the last commands that made a device depart: one that comes again has its device.
/// `deleted`: to everybody else it is gone, and only its departing devices are left to care for.
public record StoredInstance(
    InstanceRecord instance,
    Optional<SealedDevice> device,
    Map<String, SealedDevice> departing,
    Map<String, Instant> departingSince,
    Set<CommandId> logouts,
    boolean deleted) {
  public StoredInstance {
    Objects.requireNonNull(instance, "instance");
    Objects.requireNonNull(device, "device");
    departing = Map.copyOf(departing);
    departingSince = Map.copyOf(departingSince);
    logouts = Set.copyOf(logouts);
  }
}
