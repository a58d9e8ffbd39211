package io.linkfleet.local.pipeline;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// HTTP/1.1 by hand, for requests that no decent client would send.
final class RawHttp {
  private RawHttp() {}

  /// Sends the bytes on a connection of its own and reads until the server closes it, which the
  /// request has to ask for. A server that answers before it has read everything is heard too.
  static Response send(URI base, byte[] request) throws IOException {
    try (var socket = new Socket(base.getHost(), base.getPort())) {
      socket.setSoTimeout(30_000);
      Thread writer = Thread.startVirtualThread(() -> write(socket, request));
      byte[] answer = readAll(socket.getInputStream());
      writer.interrupt();
      return parse(new String(answer, StandardCharsets.UTF_8));
    }
  }

  private static void write(Socket socket, byte[] request) {
    try {
      socket.getOutputStream().write(request);
      socket.getOutputStream().flush();
    } catch (IOException e) {
      // The server had enough and closed the connection; its answer is what counts.
    }
  }

  private static byte[] readAll(InputStream in) {
    var bytes = new ByteArrayOutputStream();
    byte[] chunk = new byte[8192];
    try {
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        bytes.write(chunk, 0, read);
      }
    } catch (IOException e) {
      // A reset after the answer, because we were still sending.
    }
    return bytes.toByteArray();
  }

  private static Response parse(String answer) {
    int end = answer.indexOf("\r\n\r\n");
    if (end < 0) {
      throw new AssertionError("no HTTP response, but: " + answer);
    }
    String[] head = answer.substring(0, end).split("\r\n", -1);
    Map<String, List<String>> headers = new TreeMap<>();
    for (int i = 1; i < head.length; i++) {
      int colon = head[i].indexOf(':');
      String name = head[i].substring(0, colon).toLowerCase(Locale.ROOT);
      headers
          .computeIfAbsent(name, n -> new ArrayList<>())
          .add(head[i].substring(colon + 1).trim());
    }
    int status = Integer.parseInt(head[0].split(" ", -1)[1]);
    return new Response(status, headers, body(answer.substring(end + 4), headers));
  }

  private static String body(String text, Map<String, List<String>> headers) {
    if (!headers.getOrDefault("transfer-encoding", List.of()).contains("chunked")) {
      return text;
    }
    var body = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      int line = text.indexOf("\r\n", at);
      int size = Integer.parseInt(text.substring(at, line), 16);
      body.append(text, line + 2, line + 2 + size);
      at = line + 2 + size + 2;
    }
    return body.toString();
  }
}
