package io.linkfleet.gateway.auth;

import io.linkfleet.gateway.auth.TokenCarrier.Carried;
import io.linkfleet.gateway.http.Answer;
import io.linkfleet.gateway.http.Answers;
import io.linkfleet.gateway.http.Exchange;
import io.linkfleet.gateway.http.Failures;
import io.linkfleet.gateway.http.RequestTraces;
import io.linkfleet.gateway.ratelimit.RateLimitHeaders;
import io.linkfleet.registry.Admission;
import io.linkfleet.registry.Admittance;
import io.linkfleet.registry.Budget;
import io.linkfleet.registry.Limited;
import io.linkfleet.registry.RegistryUnavailable;
import io.linkfleet.registry.Token;
import io.linkfleet.registry.TokenHash;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/// Every request to `/api` passes here, and leaves with the state of its budget in its headers. One
/// round trip to Redis for a request with a valid token, the look-up of its instance included.
final class DoorFilter extends OncePerRequestFilter {
  static final String WELCOME = Welcome.class.getName();

  private final Admission admission;
  private final Foresight foresight;
  private final Strangers strangers;
  private final Rejections rejections;
  private final RequestTraces traces;

  DoorFilter(
      Admission admission,
      Foresight foresight,
      Strangers strangers,
      Rejections rejections,
      RequestTraces traces) {
    this.admission = admission;
    this.foresight = foresight;
    this.strangers = strangers;
    this.rejections = rejections;
    this.traces = traces;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Exchange exchange = Exchange.of(request);
    switch (receive(request, response)) {
      case Turned.Away(var answer) -> {
        exchange.because("rate limit");
        Answers.write(response, answer);
      }
      case Turned.In(var welcome) -> {
        request.setAttribute(WELCOME, welcome);
        if (welcome instanceof Welcome.Known) {
          traces.follow(request, response, chain);
        } else {
          chain.doFilter(request, response);
        }
      }
    }
  }

  private sealed interface Turned {
    record In(Welcome welcome) implements Turned {}

    record Away(Answer answer) implements Turned {}
  }

  private Turned receive(HttpServletRequest request, HttpServletResponse response) {
    try {
      return switch (TokenCarrier.find(request)) {
        case Carried.Found(var token) -> admit(token, request, response);
        case Carried.Nothing(var reason) -> stranger(request, response, reason);
      };
    } catch (RegistryUnavailable away) {
      strangers.tellNothingKnown(response);
      return new Turned.In(new Welcome.Undecided(away));
    }
  }

  private Turned admit(Token token, HttpServletRequest request, HttpServletResponse response) {
    TokenHash hash = token.hash();
    foresight.lookAhead(hash, request);
    return switch (admission.admit(hash, budget(request))) {
      case Admittance.Admitted(var caller, var allowance) -> {
        foresight.remember(hash, caller);
        RateLimitHeaders.write(response, allowance);
        yield new Turned.In(new Welcome.Known(caller, hash));
      }
      case Limited(var allowance, var retryAfter) -> {
        RateLimitHeaders.write(response, allowance);
        RateLimitHeaders.writeRetryAfter(response, retryAfter);
        rejections.rateLimited();
        yield new Turned.Away(Failures.RATE_LIMITED);
      }
      case Admittance.UnknownToken() -> stranger(request, response, "unknown token");
    };
  }

  private Turned stranger(HttpServletRequest request, HttpServletResponse response, String reason) {
    return strangers
        .count(request, response)
        .<Turned>map(Turned.Away::new)
        .orElseGet(() -> new Turned.In(new Welcome.Unknown(reason)));
  }

  private static Budget budget(HttpServletRequest request) {
    boolean creates =
        request.getMethod().equals("POST") && request.getServletPath().equals("/api/instance/new");
    return creates ? Budget.CREATE : Budget.CALL;
  }
}
