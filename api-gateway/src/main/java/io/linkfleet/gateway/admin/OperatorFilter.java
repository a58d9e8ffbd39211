package io.linkfleet.gateway.admin;

import io.linkfleet.gateway.auth.Rejections;
import io.linkfleet.gateway.auth.Strangers;
import io.linkfleet.gateway.auth.TokenCarrier;
import io.linkfleet.gateway.http.Answer;
import io.linkfleet.gateway.http.Answers;
import io.linkfleet.gateway.http.Exchange;
import io.linkfleet.gateway.http.Failures;
import io.linkfleet.gateway.http.RequestTraces;
import io.linkfleet.registry.RegistryUnavailable;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.web.filter.OncePerRequestFilter;

/// Lets the operator through to `/admin`, and nobody else. Wrong tokens are counted per address
/// like any others, so this one can't be guessed at speed either.
final class OperatorFilter extends OncePerRequestFilter {
  private final Optional<OperatorToken> operator;
  private final Strangers strangers;
  private final Rejections rejections;
  private final RequestTraces traces;

  OperatorFilter(
      Optional<OperatorToken> operator,
      Strangers strangers,
      Rejections rejections,
      RequestTraces traces) {
    this.operator = operator;
    this.strangers = strangers;
    this.rejections = rejections;
    this.traces = traces;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (operator.isEmpty()) {
      Exchange.of(request).because("no operator token is configured");
      Answers.write(response, Failures.NOT_FOUND);
    } else if (TokenCarrier.findBearer(request).filter(operator.get()::is).isPresent()) {
      traces.follow(request, response, chain);
    } else {
      Exchange.of(request).because("not the operator's token");
      Answers.write(response, refusal(request, response));
    }
  }

  private Answer refusal(HttpServletRequest request, HttpServletResponse response) {
    try {
      Optional<Answer> tooOften = strangers.count(request, response);
      if (tooOften.isEmpty()) {
        rejections.invalidToken();
      }
      return tooOften.orElse(Failures.INVALID_TOKEN);
    } catch (RegistryUnavailable away) {
      // Uncounted, so not even told whether it was wrong.
      return Answer.failure(500, "Internal server error");
    }
  }
}
