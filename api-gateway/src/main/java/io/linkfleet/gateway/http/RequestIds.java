package io.linkfleet.gateway.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/// The id under which a request is found in the log: the caller's own if it is sane, else a new
/// one.
final class RequestIds {
  static final String HEADER = "X-Request-Id";
  private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._-]{1,128}");

  private RequestIds() {}

  static String of(HttpServletRequest request, RandomGenerator random) {
    String given = request.getHeader(HEADER);
    return given != null && SANE.matcher(given).matches() ? given : random(random);
  }

  static String random(RandomGenerator random) {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
