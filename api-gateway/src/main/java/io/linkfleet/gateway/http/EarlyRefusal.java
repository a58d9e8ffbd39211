package io.linkfleet.gateway.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/// Hears of a request that Tomcat refuses before any filter runs.
public interface EarlyRefusal {
  /// May set headers of the response that is about to be written.
  void refused(HttpServletRequest request, HttpServletResponse response);
}
