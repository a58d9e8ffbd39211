package io.linkfleet.worker.device;

import io.linkfleet.contract.Standing;
import java.util.List;
import java.util.Optional;

/// What the registry holds of an instance's devices: the linked one, the departing ones, and the
/// standing recorded last. `deleted`: only the departing ones are left to care for.
public record StoredDevices(
    Optional<DeviceCredentials> current,
    List<DeviceCredentials> departing,
    Standing standing,
    boolean deleted) {
  public StoredDevices {
    departing = List.copyOf(departing);
  }
}
