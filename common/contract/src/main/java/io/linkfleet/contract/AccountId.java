package io.linkfleet.contract;

import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/// The opaque identity of a tenant: the customer of our API, not a WhatsApp account.
public record AccountId(String value) {
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{32}");

  public AccountId {
    if (!isValid(value)) {
      throw new IllegalArgumentException("an account id is 32 lower-case hex digits");
    }
  }

  public static boolean isValid(String text) {
    return text.length() == 32 && FORM.matcher(text).matches();
  }

  public static AccountId random(RandomGenerator random) {
    return new AccountId(InstanceId.hex128(random));
  }

  @Override
  public String toString() {
    return value;
  }
}
