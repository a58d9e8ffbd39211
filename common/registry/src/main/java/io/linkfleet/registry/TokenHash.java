package io.linkfleet.registry;

import java.util.regex.Pattern;

/// The SHA-256 of a token in hex: all that is ever stored of one.
public record TokenHash(String hex) {
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

  public TokenHash {
    if (!FORM.matcher(hex).matches()) {
      throw new IllegalArgumentException("a token hash is 64 lower-case hex digits");
    }
  }

  @Override
  public String toString() {
    return "[REDACTED]";
  }
}
