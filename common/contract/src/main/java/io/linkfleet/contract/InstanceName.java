package io.linkfleet.contract;

import java.util.regex.Pattern;

/// What a tenant calls an instance. Unique within the account only: two tenants may both own
/// `support`.
public record InstanceName(String value) {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{1,100}");

  public InstanceName {
    if (!isValid(value)) {
      throw new IllegalArgumentException("an instance name is 1 to 100 of A-Z a-z 0-9 _ -");
    }
  }

  public static boolean isValid(String text) {
    return text.length() <= 100 && FORM.matcher(text).matches();
  }

  @Override
  public String toString() {
    return value;
  }
}
