package io.linkfleet.gateway.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerMapping;

/// The outermost filter: gives every request its [Exchange] and every response its id, and writes
/// one line about each request that was refused or failed. The line names the route, not the path:
/// a path is whatever a caller sends.
final class ExchangeFilter extends OncePerRequestFilter {
  private static final Logger log = LoggerFactory.getLogger("io.linkfleet.gateway.requests");

  private final RandomGenerator random;
  private final Drain drain;

  ExchangeFilter(RandomGenerator random, Drain drain) {
    this.random = random;
    this.drain = drain;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Exchange exchange = new Exchange(RequestIds.of(request, random));
    exchange.attachTo(request);
    response.setHeader(RequestIds.HEADER, exchange.requestId());
    SafeHeaders.set(response);
    drain.entered();
    try {
      chain.doFilter(request, new DrainedResponse(response, drain));
      if (drain.hasBegun()) {
        // The answer is on its way before the request counts as over. What was thrown becomes one
        // further out.
        response.flushBuffer();
      }
    } finally {
      drain.left();
      if (response.getStatus() >= 400) {
        tell(request, response.getStatus(), exchange);
      }
      exchange.end();
    }
  }

  private static void tell(HttpServletRequest request, int status, Exchange exchange) {
    Object route = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
    log.info(
        "request={} {} {} status={} took={}ms{}",
        exchange.requestId(),
        Exchange.method(request),
        route == null ? "(no route)" : route,
        status,
        exchange.age().toMillis(),
        exchange.notes());
  }
}
