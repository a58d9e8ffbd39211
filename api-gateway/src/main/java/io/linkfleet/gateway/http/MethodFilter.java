package io.linkfleet.gateway.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.web.filter.OncePerRequestFilter;

/// Refuses the methods no endpoint has. Without it the framework would answer OPTIONS by itself,
/// and run a GET endpoint for HEAD, commands included.
final class MethodFilter extends OncePerRequestFilter {
  private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (METHODS.contains(request.getMethod())) {
      chain.doFilter(request, response);
    } else {
      Answers.write(response, Failures.METHOD_NOT_ALLOWED);
    }
  }
}
