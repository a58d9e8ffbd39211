package io.linkfleet.contract;

import java.util.regex.Pattern;

/// A phone number in international form, digits only: 7 to 15 of them, the first not 0 (E.164).
/// Prints with all but its last two digits masked.
public record PhoneNumber(String digits) {
  private static final Pattern FORM = Pattern.compile("[1-9][0-9]{6,14}");

  public PhoneNumber {
    if (!isValid(digits)) {
      throw new IllegalArgumentException("a phone number is 7 to 15 digits, the first not 0");
    }
  }

  public static boolean isValid(String text) {
    return text.length() <= 15 && FORM.matcher(text).matches();
  }

  @Override
  public String toString() {
    int masked = digits.length() - 2;
    return "*".repeat(masked) + digits.substring(masked);
  }
}
