package io.linkfleet.registry;

import io.linkfleet.contract.TextForm;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/// A secret that lets a caller in. Prints redacted. Those we make have 192 random bits behind a
/// prefix that tells what they are (and lets scanners of leaked secrets find them); those a caller
/// chooses are 16 to 256 visible ASCII characters.
public record Token(String value) {
  private static final int LEAST = 16;
  private static final TextForm FORM = TextForm.of(LEAST, 256, "!~");

  public Token {
    if (!isValid(value)) {
      throw new IllegalArgumentException("a token is 16 to 256 visible ASCII characters");
    }
  }

  public static boolean isValid(String text) {
    return FORM.fits(text);
  }

  /// Too short to be a secret, whatever else is wrong with it.
  public static boolean isTooShort(String text) {
    return text.length() < LEAST;
  }

  static Token forAccount(RandomGenerator random) {
    return random("lfa_", random);
  }

  static Token forInstance(RandomGenerator random) {
    return random("lfi_", random);
  }

  private static Token random(String prefix, RandomGenerator random) {
    byte[] bytes = new byte[24];
    random.nextBytes(bytes);
    return new Token(prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  public TokenHash hash() {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      byte[] digest = sha256.digest(value.getBytes(StandardCharsets.UTF_8));
      return new TokenHash(HexFormat.of().formatHex(digest));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "[REDACTED]";
  }
}
