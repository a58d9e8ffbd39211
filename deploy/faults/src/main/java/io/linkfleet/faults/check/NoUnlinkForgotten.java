package io.linkfleet.faults.check;

import io.linkfleet.faults.chronicle.Device;
import java.util.List;
import java.util.stream.Collectors;

/// Whatever the call was answered. A call that no gateway answered was not asked of the fleet.
final class NoUnlinkForgotten implements Invariant {
  @Override
  public String promise() {
    return "no unlink that was asked for is forgotten, whatever the answer was";
  }

  @Override
  public List<String> violations(Evidence evidence) {
    return evidence.devices().stream()
        .filter(device -> device.asks().stream().anyMatch(ask -> ask.status() != 0))
        .filter(device -> evidence.linked().containsKey(device.jid()))
        .map(device -> said(device, evidence))
        .toList();
  }

  private static String said(Device device, Evidence evidence) {
    String asks =
        device.asks().stream()
            .map(
                ask ->
                    "%s %d %s"
                        .formatted(
                            ask.op(),
                            ask.status(),
                            evidence.reasons().getOrDefault(ask.call(), "")))
            .collect(Collectors.joining(", "));
    return device.jid() + " of " + device.instance() + " is linked still; asked: " + asks;
  }
}
