package io.linkfleet.gateway.http;

import io.linkfleet.tracing.LogMarks;
import java.io.IOException;
import java.util.random.RandomGenerator;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The envelope for what Tomcat refuses by itself, before any filter runs: an unreadable URI, for
/// instance.
final class JsonErrorReportValve extends ErrorReportValve {
  private static final Logger log = LoggerFactory.getLogger("io.linkfleet.gateway.requests");

  private final EarlyRefusal early;
  private final RandomGenerator random;

  JsonErrorReportValve(EarlyRefusal early, RandomGenerator random) {
    this.early = early;
    this.random = random;
  }

  @Override
  protected void report(Request request, Response response, Throwable throwable) {
    int status = response.getStatus();
    if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
      return;
    }
    try {
      if (response.getHeader(RequestIds.HEADER) == null) {
        seenFirst(request, response, status);
      }
      Answers.write(response, Failures.ofStatus(status));
      response.finishResponse();
    } catch (IOException | IllegalStateException e) {
      container.getLogger().debug("the caller is gone", e);
    }
  }

  /// For a request nobody of us has seen.
  private void seenFirst(Request request, Response response, int status) {
    String id = RequestIds.of(request, random);
    response.setHeader(RequestIds.HEADER, id);
    SafeHeaders.set(response);
    early.refused(request, response);
    try (var _ = LogMarks.of(LogMarks.REQUEST, id)) {
      log.info("request={} (unreadable) status={}", id, status);
    }
  }
}
