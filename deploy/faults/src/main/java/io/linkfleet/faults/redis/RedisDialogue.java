package io.linkfleet.faults.redis;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// One command and the beginning of its answer, as text. For looking at servers that may be down.
final class RedisDialogue {
  private static final Duration PATIENCE = Duration.ofMillis(500);
  private static final int LONGEST = 8_192;

  private RedisDialogue() {}

  /// Empty when there is no answer.
  static String ask(int port, String... words) {
    try (var socket = new Socket()) {
      int millis = Math.toIntExact(PATIENCE.toMillis());
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), millis);
      socket.setSoTimeout(millis);
      String line = String.join(" ", words) + "\r\n";
      socket.getOutputStream().write(line.getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      byte[] answer = new byte[LONGEST];
      int count = Math.max(0, in.read(answer));
      return new String(answer, 0, count, StandardCharsets.US_ASCII);
    } catch (IOException e) {
      return "";
    }
  }
}
