package io.linkfleet.local.ports;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;

/// A TCP port on 127.0.0.1 that one part of the fleet listens on.
public record LoopbackPort(int number) {
  public LoopbackPort {
    if (number < 1 || number > 65535) {
      throw new IllegalArgumentException("a port is 1 to 65535, not " + number);
    }
  }

  /// Throws [PortTaken] when somebody listens on it now.
  public void requireFree(String part) {
    try (var socket = new ServerSocket(number, 1, InetAddress.getLoopbackAddress())) {
      socket.setReuseAddress(true);
    } catch (BindException e) {
      throw new PortTaken(part, number);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
