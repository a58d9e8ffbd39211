package io.linkfleet.gateway.fleet;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// A caller that keeps its connection for the next call.
public final class KeptAlive implements AutoCloseable {
  private final Socket socket;
  private final InputStream in;

  public KeptAlive(int port) {
    try {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setSoTimeout(30_000);
      in = new BufferedInputStream(socket.getInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The head of the answer; the body is read and dropped.
  public String call(String method, String path, String header) {
    try {
      String request = method + " " + path + " HTTP/1.1\r\nHost: gateway\r\n" + header + "\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
      String head = head();
      in.skipNBytes(contentLength(head));
      return head;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String head() throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.UTF_8).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("closed after: " + head.toString(StandardCharsets.UTF_8));
      }
      head.write(next);
    }
    return head.toString(StandardCharsets.UTF_8);
  }

  private static long contentLength(String head) {
    return head.lines()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
        .mapToLong(line -> Long.parseLong(line.substring(15).strip()))
        .findFirst()
        .orElse(0);
  }

  /// Waits for the gateway to end the connection: true if it did so in order, without a reset.
  public boolean isClosedInOrder() {
    try {
      return in.read() == -1;
    } catch (IOException reset) {
      return false;
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
