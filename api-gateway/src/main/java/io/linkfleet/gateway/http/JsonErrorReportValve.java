package io.linkfleet.gateway.http;

import java.io.IOException;
import java.security.SecureRandom;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;

/// The envelope for what Tomcat refuses by itself, before any filter runs: an unreadable URI, for
/// instance. Public because Tomcat makes it by name.
public final class JsonErrorReportValve extends ErrorReportValve {
  private static final SecureRandom RANDOM = new SecureRandom();

  @Override
  protected void report(Request request, Response response, Throwable throwable) {
    int status = response.getStatus();
    if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
      return;
    }
    try {
      if (response.getHeader(RequestIds.HEADER) == null) {
        response.setHeader(RequestIds.HEADER, RequestIds.of(request, RANDOM));
      }
      Answers.write(response, Failures.ofStatus(status));
      response.finishResponse();
    } catch (IOException | IllegalStateException e) {
      container.getLogger().debug("the caller is gone", e);
    }
  }
}
