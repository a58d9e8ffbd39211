package io.linkfleet.faults.check;

import io.linkfleet.faults.chronicle.Device;
import java.util.List;

/// The phone is the witness, right after the answer and again in the end.
final class ConfirmedMeansGone implements Invariant {
  @Override
  public String promise() {
    return "a logout answered 200 means that the device is gone, and stays so";
  }

  @Override
  public List<String> violations(Evidence evidence) {
    return evidence.devices().stream()
        .filter(Device::confirmed)
        .filter(
            device ->
                device.linkedAfterConfirmation() || evidence.linked().containsKey(device.jid()))
        .map(device -> device.jid() + " of " + device.instance() + " is linked after a 200")
        .toList();
  }
}
