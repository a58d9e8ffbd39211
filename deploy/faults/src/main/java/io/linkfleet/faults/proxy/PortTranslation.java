package io.linkfleet.faults.proxy;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Replaces port numbers in what a server says, so that a client that is told where to go next
/// goes through a proxy again. Numbers and replacements have five digits: lengths in the protocol
/// stay right. A number that is split over two reads is not seen; what Redis' sentinels say is
/// far too short for that.
public record PortTranslation(Map<Integer, Integer> ports) {
  public static final PortTranslation NONE = new PortTranslation(Map.of());

  public PortTranslation {
    ports = Map.copyOf(ports);
    ports.forEach(
        (from, to) -> {
          if (from < 10_000 || to < 10_000) {
            throw new IllegalArgumentException("ports to translate have five digits");
          }
        });
  }

  byte[] of(byte[] said) {
    if (ports.isEmpty()) {
      return said;
    }
    String text = new String(said, StandardCharsets.ISO_8859_1);
    for (var port : ports.entrySet()) {
      text =
          text.replaceAll(
              "(?<![0-9])" + port.getKey() + "(?![0-9])", Integer.toString(port.getValue()));
    }
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
