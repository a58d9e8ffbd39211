package io.linkfleet.worker.device;

import io.linkfleet.contract.CommandId;
import io.linkfleet.contract.Standing;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the registry holds of an instance's devices: the linked one, the departing ones, since when
/// these are (by key id, where that is known), the last commands that made one depart, and the
/// standing recorded last. `deleted`: only the departing ones are left to care for.
public record StoredDevices(
    Optional<DeviceCredentials> current,
    List<DeviceCredentials> departing,
    Map<String, Instant> departingSince,
    Set<CommandId> logouts,
    Standing standing,
    boolean deleted) {
  public StoredDevices {
    departing = List.copyOf(departing);
    departingSince = Map.copyOf(departingSince);
    logouts = Set.copyOf(logouts);
  }
}
