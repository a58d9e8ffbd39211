package io.linkfleet.gateway.http;

import io.linkfleet.tracing.Span;
import io.linkfleet.tracing.Spans;
import io.linkfleet.tracing.Spans.Kind;
import io.linkfleet.tracing.TraceParent;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Enumeration;
import java.util.Optional;
import org.springframework.web.servlet.HandlerMapping;

/// The spans of requests whose caller is known, each in its caller's trace if he sent a valid
/// `traceparent`. Whoever is refused at a door gets none, and is not even asked for one: strangers
/// can't make the fleet record anything.
public final class RequestTraces {
  private final Spans spans;
  private final InstantSource clock;

  RequestTraces(Spans spans, InstantSource clock) {
    this.spans = spans;
    this.clock = clock;
  }

  /// Goes on with the request, which is an exchange already.
  public void follow(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Exchange exchange = Exchange.of(request);
    Instant arrived = clock.instant().minus(exchange.age());
    Span span = spans.begin("request", Kind.SERVER, callersOwn(request), arrived);
    exchange.traced(span.context());
    try {
      chain.doFilter(request, response);
    } finally {
      if (span.isRecorded()) {
        describe(span, request, response);
      }
      span.end();
    }
  }

  private static Optional<TraceParent> callersOwn(HttpServletRequest request) {
    Enumeration<String> sent = request.getHeaders(TraceParent.HEADER);
    if (!sent.hasMoreElements()) {
      return Optional.empty();
    }
    String first = sent.nextElement();
    return sent.hasMoreElements() ? Optional.empty() : TraceParent.parse(first);
  }

  /// By its route: a path holds the name that a tenant gave its instance.
  private static void describe(
      Span span, HttpServletRequest request, HttpServletResponse response) {
    String method = Exchange.method(request);
    Object route = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
    if (route != null) {
      span.rename(method + " " + route);
      span.note("http.route", route.toString());
    }
    int status = response.getStatus();
    span.note("http.request.method", method).note("http.response.status_code", status);
    if (status >= 500) {
      span.failed(Integer.toString(status));
    }
  }
}
