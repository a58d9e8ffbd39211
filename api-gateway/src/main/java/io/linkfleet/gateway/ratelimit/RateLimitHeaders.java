package io.linkfleet.gateway.ratelimit;

import io.linkfleet.registry.Allowance;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;

/// The headers that tell a caller about its budget.
public final class RateLimitHeaders {
  private RateLimitHeaders() {}

  public static void write(HttpServletResponse response, Allowance allowance) {
    response.setHeader("X-RateLimit-Limit", Integer.toString(allowance.limit()));
    response.setHeader("X-RateLimit-Remaining", Integer.toString(allowance.remaining()));
    response.setHeader("X-RateLimit-Reset", Long.toString(allowance.resetEpochSecond()));
  }

  /// Whole seconds, rounded up: a caller that waits that long is not too early.
  public static void writeRetryAfter(HttpServletResponse response, Duration retryAfter) {
    long seconds = Math.max(1, retryAfter.plusMillis(999).toSeconds());
    response.setHeader("Retry-After", Long.toString(seconds));
  }
}
