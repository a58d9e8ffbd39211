package io.linkfleet.gateway.auth;

import io.linkfleet.registry.Token;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// Where a request carries its token: header `token`, else `Authorization: Bearer`.
public final class TokenCarrier {
  private static final String BEARER = "Bearer ";

  private TokenCarrier() {}

  /// What was found.
  sealed interface Carried {
    record Found(Token token) implements Carried {}

    /// The reason is for the log.
    record Nothing(String reason) implements Carried {}
  }

  static Carried find(HttpServletRequest request) {
    List<String> tokens =
        values(request, "token").stream().filter(text -> !text.isBlank()).toList();
    return tokens.isEmpty() ? bearer(request) : only(tokens);
  }

  /// The bearer token alone, for operators.
  public static Optional<String> findBearer(HttpServletRequest request) {
    return bearer(request) instanceof Carried.Found(Token token)
        ? Optional.of(token.value())
        : Optional.empty();
  }

  private static Carried bearer(HttpServletRequest request) {
    List<String> tokens =
        values(request, "Authorization").stream()
            .filter(text -> text.regionMatches(true, 0, BEARER, 0, BEARER.length()))
            .map(text -> text.substring(BEARER.length()))
            .toList();
    return tokens.isEmpty() ? new Carried.Nothing("no token") : only(tokens);
  }

  private static Carried only(List<String> tokens) {
    if (tokens.size() > 1) {
      return new Carried.Nothing("several tokens");
    }
    String text = tokens.getFirst().strip();
    return Token.isValid(text)
        ? new Carried.Found(new Token(text))
        : new Carried.Nothing("no token has this form");
  }

  private static List<String> values(HttpServletRequest request, String header) {
    return Collections.list(request.getHeaders(header));
  }
}
