package io.linkfleet.gateway.auth;

import io.linkfleet.gateway.http.Answer;
import io.linkfleet.gateway.http.EarlyRefusal;
import io.linkfleet.gateway.http.Failures;
import io.linkfleet.gateway.ratelimit.ClientAddress;
import io.linkfleet.gateway.ratelimit.RateLimitHeaders;
import io.linkfleet.registry.Admission;
import io.linkfleet.registry.Allowance;
import io.linkfleet.registry.Limited;
import io.linkfleet.registry.RateLimits;
import io.linkfleet.registry.RegistryUnavailable;
import io.linkfleet.registry.Stranger;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.InstantSource;
import java.util.Optional;

/// Counts requests without a valid token, per client address, so that tokens can't be guessed at
/// speed.
public final class Strangers implements EarlyRefusal {
  private final Admission admission;
  private final RateLimits limits;
  private final ClientAddress clients;
  private final InstantSource clock;
  private final Rejections rejections;

  public Strangers(
      Admission admission,
      RateLimits limits,
      ClientAddress clients,
      InstantSource clock,
      Rejections rejections) {
    this.admission = admission;
    this.limits = limits;
    this.clients = clients;
    this.clock = clock;
    this.rejections = rejections;
  }

  /// Counts the request and tells so in the response's headers. An answer means that its address is
  /// over budget. Throws [RegistryUnavailable] when it could not be counted.
  public Optional<Answer> count(HttpServletRequest request, HttpServletResponse response) {
    Stranger stranger = admission.countStranger(clients.of(request));
    RateLimitHeaders.write(response, stranger.allowance());
    return switch (stranger) {
      case Stranger.Counted counted -> Optional.empty();
      case Limited(var allowance, var retryAfter) -> {
        RateLimitHeaders.writeRetryAfter(response, retryAfter);
        rejections.rateLimited();
        yield Optional.of(Failures.RATE_LIMITED);
      }
    };
  }

  /// What Tomcat could not even read is a stranger's.
  @Override
  public void refused(HttpServletRequest request, HttpServletResponse response) {
    String uri = request.getRequestURI();
    if (uri == null || !uri.startsWith("/api/")) {
      return;
    }
    try {
      Stranger stranger = admission.countStranger(clients.of(request));
      RateLimitHeaders.write(response, stranger.allowance());
    } catch (RegistryUnavailable away) {
      tellNothingKnown(response);
    }
  }

  /// Promises nothing before a whole window has passed.
  void tellNothingKnown(HttpServletResponse response) {
    long reset = clock.instant().plus(limits.window()).getEpochSecond() + 1;
    RateLimitHeaders.write(response, new Allowance(limits.calls(), 0, reset));
  }
}
