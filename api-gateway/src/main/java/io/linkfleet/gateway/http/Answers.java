package io.linkfleet.gateway.http;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/// Answers on their way out.
public final class Answers {
  private Answers() {}

  /// Writes the answer whatever the request accepts: there is only JSON here.
  public static void write(HttpServletResponse response, Answer answer) throws IOException {
    byte[] json = answer.json();
    response.setStatus(answer.status());
    answer.headers().forEach(response::setHeader);
    response.setContentType("application/json");
    response.setContentLength(json.length);
    response.getOutputStream().write(json);
  }
}
