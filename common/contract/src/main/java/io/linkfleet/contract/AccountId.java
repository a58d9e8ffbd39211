package io.linkfleet.contract;

import java.util.random.RandomGenerator;

/// The opaque identity of a tenant: the customer of our API, not a WhatsApp account.
public record AccountId(String value) {
  private static final TextForm FORM = TextForm.hex(32);

  public AccountId {
    if (!isValid(value)) {
      throw new IllegalArgumentException("an account id is 32 lower-case hex digits");
    }
  }

  public static boolean isValid(String text) {
    return FORM.fits(text);
  }

  public static AccountId random(RandomGenerator random) {
    return new AccountId(InstanceId.hex128(random));
  }

  @Override
  public String toString() {
    return value;
  }
}
