package io.linkfleet.gateway.auth;

import io.linkfleet.gateway.auth.TokenCarrier.Carried;
import io.linkfleet.gateway.http.Answers;
import io.linkfleet.gateway.http.Exchange;
import io.linkfleet.gateway.http.Failures;
import io.linkfleet.gateway.ratelimit.ClientAddress;
import io.linkfleet.gateway.ratelimit.RateLimitHeaders;
import io.linkfleet.registry.Admission;
import io.linkfleet.registry.Admittance;
import io.linkfleet.registry.Allowance;
import io.linkfleet.registry.Budget;
import io.linkfleet.registry.RateLimits;
import io.linkfleet.registry.RegistryUnavailable;
import io.linkfleet.registry.Stranger;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.web.filter.OncePerRequestFilter;

/// Every request to `/api` passes here, and leaves with the state of its budget in its headers. One
/// round trip to Redis for a request with a valid token.
final class DoorFilter extends OncePerRequestFilter {
  static final String WELCOME = Welcome.class.getName();

  private final Admission admission;
  private final RateLimits limits;
  private final ClientAddress clients;
  private final InstantSource clock;
  private final Rejections rejections;

  DoorFilter(
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

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Optional<Welcome> welcome = receive(request, response);
    if (welcome.isPresent()) {
      request.setAttribute(WELCOME, welcome.get());
      chain.doFilter(request, response);
    } else {
      rejections.rateLimited();
      Exchange.of(request).because("rate limit");
      Answers.write(response, Failures.RATE_LIMITED);
    }
  }

  /// Empty for a request that is over budget.
  private Optional<Welcome> receive(HttpServletRequest request, HttpServletResponse response) {
    try {
      return switch (TokenCarrier.find(request)) {
        case Carried.Found(var token) ->
            switch (admission.admit(token.hash(), budget(request))) {
              case Admittance.Admitted(var caller, var allowance) -> {
                RateLimitHeaders.write(response, allowance);
                yield Optional.of(new Welcome.Known(caller));
              }
              case Admittance.Limited(var allowance, var retryAfter) ->
                  limited(response, allowance, retryAfter);
              case Admittance.UnknownToken() -> stranger(request, response, "unknown token");
            };
        case Carried.Nothing(var reason) -> stranger(request, response, reason);
      };
    } catch (RegistryUnavailable away) {
      RateLimitHeaders.write(response, nothingKnown());
      return Optional.of(new Welcome.Undecided(away));
    }
  }

  private Optional<Welcome> stranger(
      HttpServletRequest request, HttpServletResponse response, String reason) {
    return switch (admission.countStranger(clients.of(request))) {
      case Stranger.Counted(var allowance) -> {
        RateLimitHeaders.write(response, allowance);
        yield Optional.of(new Welcome.Unknown(reason));
      }
      case Stranger.Limited(var allowance, var retryAfter) ->
          limited(response, allowance, retryAfter);
    };
  }

  private static Optional<Welcome> limited(
      HttpServletResponse response, Allowance allowance, Duration retryAfter) {
    RateLimitHeaders.write(response, allowance);
    RateLimitHeaders.writeRetryAfter(response, retryAfter);
    return Optional.empty();
  }

  private static Budget budget(HttpServletRequest request) {
    boolean creates =
        request.getMethod().equals("POST") && request.getServletPath().equals("/api/instance/new");
    return creates ? Budget.CREATE : Budget.CALL;
  }

  /// Promises nothing before a whole window has passed.
  private Allowance nothingKnown() {
    long reset = clock.instant().plus(limits.window()).getEpochSecond() + 1;
    return new Allowance(limits.calls(), 0, reset);
  }
}
