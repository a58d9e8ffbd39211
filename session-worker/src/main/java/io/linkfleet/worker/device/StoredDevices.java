package io.linkfleet.worker.device;

import io.linkfleet.contract.InstanceStatus;
import java.util.List;
import java.util.Optional;

/// What the registry holds of an instance's devices: the linked one, the departing ones, and the
/// status recorded last.
public record StoredDevices(
    Optional<DeviceCredentials> current, List<DeviceCredentials> departing, InstanceStatus status) {
  public StoredDevices {
    departing = List.copyOf(departing);
  }
}
