package io.linkfleet.faults.check;

import java.util.List;

final class NoPairingLost implements Invariant {
  @Override
  public String promise() {
    return "a device that the API said is connected stays linked until somebody wants it gone";
  }

  @Override
  public List<String> violations(Evidence evidence) {
    return evidence.devices().stream()
        .filter(device -> device.announced() && device.isWanted())
        .filter(device -> !evidence.linked().containsKey(device.jid()))
        .map(device -> device.jid() + " of " + device.instance() + " is not linked any more")
        .toList();
  }
}
