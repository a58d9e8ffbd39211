package io.linkfleet.faults.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// One edge: listens on a port of its own and passes every connection on to the server behind it.
public final class Edge implements AutoCloseable {
  private static final int BACKLOG = 1024;

  private final ServerSocket door;
  private final int server;
  private final PortTranslation translation;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private volatile Cut cut = Cut.NONE;

  private Edge(ServerSocket door, int server, PortTranslation translation) {
    this.door = door;
    this.server = server;
    this.translation = translation;
  }

  /// From the one port on loopback to the other; `translation` is applied to what the server
  /// says.
  public static Edge between(int port, int server, PortTranslation translation) {
    try {
      var door = new ServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress());
      var edge = new Edge(door, server, translation);
      Thread.ofVirtual().name("edge-" + port).start(edge::accept);
      return edge;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void cut(Cut newCut) {
    lock.lock();
    try {
      cut = newCut;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    if (newCut == Cut.REFUSE) {
      open.forEach(Edge::reset);
    }
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        Socket client = door.accept();
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException e) {
        // Closed, or the client changed its mind: the loop's condition tells which.
      }
    }
  }

  private void serve(Socket client) {
    open.add(client);
    try (var behind = new Socket()) {
      awaitWhole();
      behind.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server));
      open.add(behind);
      client.setTcpNoDelay(true);
      behind.setTcpNoDelay(true);
      Thread back = Thread.ofVirtual().start(() -> pass(behind, client, translation));
      pass(client, behind, PortTranslation.NONE);
      back.join();
      open.remove(behind);
    } catch (IOException e) {
      reset(client);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(client);
    }
  }

  /// Until one side ends; then both end, in the way the first did.
  private void pass(Socket from, Socket to, PortTranslation translated) {
    byte[] buffer = new byte[16_384];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        awaitWhole();
        to.getOutputStream().write(translated.of(Arrays.copyOf(buffer, count)));
      }
      awaitWhole();
    } catch (IOException e) {
      reset(from);
      reset(to);
    }
  }

  private void awaitWhole() throws IOException {
    lock.lock();
    try {
      while (cut == Cut.SWALLOW && !door.isClosed()) {
        changed.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
    if (cut == Cut.REFUSE || door.isClosed()) {
      throw new IOException("cut");
    }
  }

  private static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      // It was gone already.
    }
  }

  @Override
  public void close() {
    try {
      door.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    cut(Cut.REFUSE);
  }
}
