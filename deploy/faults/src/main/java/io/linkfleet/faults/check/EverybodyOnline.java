package io.linkfleet.faults.check;

import io.linkfleet.faults.chronicle.Device;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Every device that a phone lists and nobody wants gone is connected, and its instance says so.
/// One that is linked and was never announced counts too: what is linked has an owner.
final class EverybodyOnline implements Invariant {
  @Override
  public String promise() {
    return "every linked device that nobody wants gone is online, and the API says so";
  }

  @Override
  public List<String> violations(Evidence evidence) {
    Map<String, Device> known =
        evidence.devices().stream().collect(Collectors.toMap(Device::jid, device -> device));
    return evidence.linked().entrySet().stream()
        .flatMap(entry -> of(known.get(entry.getKey()), entry, evidence))
        .toList();
  }

  /// Killed between a scan and its answer, it has linked a device that nobody was told of.
  private static boolean wasSimulatorAway(Evidence evidence) {
    return evidence.outages().stream()
        .anyMatch(outage -> outage.part().equals("simulator") && outage.what().equals("killed"));
  }

  private static Stream<String> of(
      Device device, Map.Entry<String, Integer> linked, Evidence evidence) {
    if (device == null) {
      return wasSimulatorAway(evidence)
          ? Stream.of()
          : Stream.of(linked.getKey() + " is linked and nobody linked it");
    }
    String status = evidence.statuses().getOrDefault(device.instance(), "not there");
    if (!device.isWanted() || (linked.getValue() == 1 && status.equals("connected"))) {
      return Stream.of();
    }
    return Stream.of(
        "%s of %s has %d connections, and the instance is %s"
            .formatted(device.jid(), device.instance(), linked.getValue(), status));
  }
}
