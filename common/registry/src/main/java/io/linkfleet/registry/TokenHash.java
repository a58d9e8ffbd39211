package io.linkfleet.registry;

import io.linkfleet.contract.TextForm;

/// The SHA-256 of a token in hex: all that is ever stored of one.
public record TokenHash(String hex) {
  private static final TextForm FORM = TextForm.hex(64);

  public TokenHash {
    if (!FORM.fits(hex)) {
      throw new IllegalArgumentException("a token hash is 64 lower-case hex digits");
    }
  }

  @Override
  public String toString() {
    return "[REDACTED]";
  }
}
