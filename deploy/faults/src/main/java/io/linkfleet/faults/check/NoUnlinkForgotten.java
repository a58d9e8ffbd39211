package io.linkfleet.faults.check;

import io.linkfleet.faults.chronicle.Device;
import io.linkfleet.faults.chronicle.Device.Ask;
import java.util.List;
import java.util.stream.Collectors;

/// Whatever the call was answered. It was not asked of the fleet if no gateway answered, or the
/// one that did could not tell who calls or found no broker to hand it to: its own log says so.
final class NoUnlinkForgotten implements Invariant {
  private static final List<String> NOT_TAKEN_ON =
      List.of("registry unavailable", "NOT_READY", "NOT_PUBLISHED", "TOO_MANY_IN_FLIGHT");

  @Override
  public String promise() {
    return "no unlink that was asked for is forgotten, whatever the answer was";
  }

  @Override
  public List<String> violations(Evidence evidence) {
    return evidence.devices().stream()
        .filter(device -> device.asks().stream().anyMatch(ask -> reachedTheFleet(ask, evidence)))
        .filter(device -> evidence.linked().containsKey(device.jid()))
        .map(device -> said(device, evidence))
        .toList();
  }

  private static boolean reachedTheFleet(Ask ask, Evidence evidence) {
    String reason = evidence.reasons().getOrDefault(ask.call(), "");
    return ask.status() != 0 && NOT_TAKEN_ON.stream().noneMatch(reason::startsWith);
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
