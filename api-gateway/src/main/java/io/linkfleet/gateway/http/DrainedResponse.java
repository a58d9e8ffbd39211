package io.linkfleet.gateway.http;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;

/// Tells its caller to close the connection if a drain has begun by the time the answer is known,
/// not only when the request came: headers can't be set any more once the content is written.
final class DrainedResponse extends HttpServletResponseWrapper {
  private final Drain drain;

  DrainedResponse(HttpServletResponse response, Drain drain) {
    super(response);
    this.drain = drain;
  }

  @Override
  public void setStatus(int status) {
    if (drain.hasBegun()) {
      setHeader("Connection", "close");
    }
    super.setStatus(status);
  }
}
