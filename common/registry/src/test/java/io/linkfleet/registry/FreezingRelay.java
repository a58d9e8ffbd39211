package io.linkfleet.registry;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Stands between a client and Redis. What is frozen stays open and carries nothing any more, as
/// the connections of a server that was stopped with `kill -STOP`.
final class FreezingRelay implements AutoCloseable {
  private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final int server;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final Set<Socket> frozen = ConcurrentHashMap.newKeySet();

  FreezingRelay(int server) throws IOException {
    this.server = server;
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return door.getLocalPort();
  }

  void freezeWhatIsOpen() {
    frozen.addAll(open);
  }

  private void accept() {
    try {
      while (!door.isClosed()) {
        Socket client = door.accept();
        Socket redis = new Socket(InetAddress.getLoopbackAddress(), server);
        open.add(client);
        open.add(redis);
        Thread.ofVirtual().start(() -> carry(client, redis));
        Thread.ofVirtual().start(() -> carry(redis, client));
      }
    } catch (IOException e) {
      open.forEach(FreezingRelay::end);
    }
  }

  private void carry(Socket from, Socket to) {
    byte[] buffer = new byte[4_096];
    try {
      for (int count = from.getInputStream().read(buffer);
          count >= 0;
          count = from.getInputStream().read(buffer)) {
        if (!frozen.contains(from)) {
          to.getOutputStream().write(buffer, 0, count);
        }
      }
    } catch (IOException e) {
      end(to);
    }
  }

  private static void end(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
  }
}
