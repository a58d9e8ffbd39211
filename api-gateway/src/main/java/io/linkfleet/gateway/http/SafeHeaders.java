package io.linkfleet.gateway.http;

import jakarta.servlet.http.HttpServletResponse;

/// What every response tells browsers and caches on the way: answers hold tokens and codes to link
/// with, and none of them is a page to be framed or a script to be guessed.
final class SafeHeaders {
  private SafeHeaders() {}

  static void set(HttpServletResponse response) {
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("X-Frame-Options", "DENY");
    response.setHeader("Referrer-Policy", "no-referrer");
  }
}
