package io.linkfleet.gateway.fleet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An HTTP client that sends what it is told, byte by byte, however absurd.
public final class Wire {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /// Told of every answer to a request that was well formed.
  public interface Observer {
    void seen(String method, String path, Response response);
  }

  private final int port;
  private volatile Observer observer = (method, path, response) -> {};

  public Wire(int port) {
    this.port = port;
  }

  /// What came back. Header names are without regard to case.
  public record Response(int status, Map<String, String> headers, String body) {
    public String header(String name) {
      return headers.get(name);
    }

    public JsonNode json() {
      return JSON.readTree(body);
    }
  }

  public void observe(Observer observer) {
    this.observer = observer;
  }

  /// `headers` are whole lines, for instance `token: abc`.
  public Response call(String method, String path, String... headers) {
    return send(method, path, "", headers);
  }

  public Response send(String method, String path, String body, String... headers) {
    StringBuilder request =
        new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: gateway\r\n");
    for (String header : headers) {
      request.append(header).append("\r\n");
    }
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > 0) {
      request.append("Content-Length: ").append(bytes.length).append("\r\n");
    }
    Response response = raw(request + "Connection: close\r\n\r\n" + body);
    observer.seen(method, path, response);
    return response;
  }

  public Response raw(String text) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(90_000);
      socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
      return parse(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Response parse(String text) {
    int end = text.indexOf("\r\n\r\n");
    List<String> lines = text.substring(0, end).lines().toList();
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String line : lines.subList(1, lines.size())) {
      int colon = line.indexOf(':');
      headers.put(line.substring(0, colon), line.substring(colon + 1).strip());
    }
    int status = Integer.parseInt(lines.getFirst(), 9, 12, 10);
    String body = text.substring(end + 4);
    boolean chunked = "chunked".equals(headers.get("Transfer-Encoding"));
    return new Response(status, headers, chunked ? unchunk(body) : body);
  }

  private static String unchunk(String body) {
    StringBuilder whole = new StringBuilder();
    int at = 0;
    while (true) {
      int line = body.indexOf("\r\n", at);
      int size = Integer.parseInt(body.substring(at, line), 16);
      if (size == 0) {
        return whole.toString();
      }
      whole.append(body, line + 2, line + 2 + size);
      at = line + 2 + size + 2;
    }
  }
}
