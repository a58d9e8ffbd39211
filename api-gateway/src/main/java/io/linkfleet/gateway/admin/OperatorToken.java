package io.linkfleet.gateway.admin;

import io.linkfleet.registry.Token;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/// The operator's secret: 16 to 256 visible ASCII characters. Prints redacted.
public record OperatorToken(String value) {
  public OperatorToken {
    if (!Token.isValid(value)) {
      throw new IllegalArgumentException("16 to 256 visible ASCII characters (not shown)");
    }
  }

  /// In the same time wherever the difference is.
  boolean is(String candidate) {
    return MessageDigest.isEqual(
        value.getBytes(StandardCharsets.UTF_8), candidate.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return "[REDACTED]";
  }
}
