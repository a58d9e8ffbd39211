package io.linkfleet.faults.check;

import io.linkfleet.faults.chronicle.Device;
import io.linkfleet.faults.redis.StoredInstance;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Keys are there for as many devices as a phone still lists, and for no others.
final class NoKeysLeft implements Invariant {
  @Override
  public String promise() {
    return "no keys of a device that is unlinked are stored";
  }

  @Override
  public List<String> violations(Evidence evidence) {
    Map<String, Long> linked =
        evidence.devices().stream()
            .filter(device -> evidence.linked().containsKey(device.jid()))
            .collect(Collectors.groupingBy(Device::instance, Collectors.counting()));
    Set<String> online = linked.keySet();
    return evidence.stored().stream()
        .flatMap(stored -> of(stored, online.contains(stored.name())))
        .toList();
  }

  private static Stream<String> of(StoredInstance stored, boolean linked) {
    String name = stored.name() + " (" + stored.id() + ")";
    Stream<String> current =
        stored.device() && !linked ? Stream.of(name + " has keys of a device") : Stream.of();
    Stream<String> departing =
        stored.departing() > 0
            ? Stream.of(name + " has keys of " + stored.departing() + " departing devices")
            : Stream.of();
    return Stream.concat(current, departing);
  }
}
