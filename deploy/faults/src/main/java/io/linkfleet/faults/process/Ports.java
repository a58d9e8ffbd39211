package io.linkfleet.faults.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;

/// Ports on 127.0.0.1, each handed out once. They lie below the range from which Linux takes
/// those of outgoing connections, so that a server that was killed finds its port free again; and
/// all have five digits, so that one can stand in another's place.
public final class Ports {
  private static final int LOWEST = 12_000;
  private static final int HIGHEST = 32_000;

  private final Random random;
  private final Set<Integer> taken = new HashSet<>();

  public Ports(Random random) {
    this.random = random;
  }

  public int next() {
    while (true) {
      int port = random.nextInt(LOWEST, HIGHEST);
      if (taken.add(port) && isFree(port)) {
        return port;
      }
    }
  }

  private static boolean isFree(int port) {
    try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
