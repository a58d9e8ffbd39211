package io.linkfleet.local.ports;

/// Somebody listens already where a part of the fleet was to listen.
public final class PortTaken extends RuntimeException {
  PortTaken(String part, int port) {
    super("port %d, wanted by %s, is taken on 127.0.0.1".formatted(port, part));
  }
}
