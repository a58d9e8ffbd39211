package io.linkfleet.gateway.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;

/// Has a say when Tomcat refuses a request before any filter runs.
public interface EarlyRefusal {
  /// May set headers; an answer goes out instead of Tomcat's refusal.
  Optional<Answer> overrule(HttpServletRequest request, HttpServletResponse response);
}
