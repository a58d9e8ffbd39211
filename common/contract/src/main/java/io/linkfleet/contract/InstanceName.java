package io.linkfleet.contract;

/// What a tenant calls an instance. Unique within the account only: two tenants may both own
/// `support`.
public record InstanceName(String value) {
  private static final TextForm FORM = TextForm.of(1, 100, "AZaz09__--");

  public InstanceName {
    if (!isValid(value)) {
      throw new IllegalArgumentException("an instance name is 1 to 100 of A-Z a-z 0-9 _ -");
    }
  }

  public static boolean isValid(String text) {
    return FORM.fits(text);
  }

  @Override
  public String toString() {
    return value;
  }
}
