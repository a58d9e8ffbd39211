package io.linkfleet.gateway.auth;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/// Counts who was turned away.
public final class Rejections {
  private final Counter invalidTokens;
  private final Counter rateLimited;

  public Rejections(MeterRegistry meters) {
    invalidTokens = counter(meters, "invalid_token");
    rateLimited = counter(meters, "rate_limited");
  }

  private static Counter counter(MeterRegistry meters, String reason) {
    return Counter.builder("linkfleet.requests.rejected")
        .description("Requests turned away at the door")
        .tag("reason", reason)
        .register(meters);
  }

  public void invalidToken() {
    invalidTokens.increment();
  }

  public void rateLimited() {
    rateLimited.increment();
  }
}
