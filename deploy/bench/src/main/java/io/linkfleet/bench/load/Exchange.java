package io.linkfleet.bench.load;

import java.net.URI;
import java.nio.charset.StandardCharsets;

/// One request as it goes over the wire, and to whom.
public record Exchange(URI server, String text) {
  /// `token` may be empty.
  public static Exchange of(String method, URI server, String path, String token, String body) {
    StringBuilder text = new StringBuilder(160);
    text.append(method).append(' ').append(path).append(" HTTP/1.1\r\nHost: ");
    text.append(server.getAuthority()).append("\r\n");
    if (!token.isEmpty()) {
      text.append("token: ").append(token).append("\r\n");
    }
    if (!body.isEmpty() || method.equals("POST")) {
      text.append("Content-Type: application/json\r\n");
      text.append("Content-Length: ").append(body.getBytes(StandardCharsets.UTF_8).length);
      text.append("\r\n");
    }
    text.append("\r\n").append(body);
    return new Exchange(server, text.toString());
  }
}
