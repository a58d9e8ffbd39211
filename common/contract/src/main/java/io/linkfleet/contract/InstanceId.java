package io.linkfleet.contract;

import java.util.HexFormat;
import java.util.random.RandomGenerator;

/// The opaque identity of an instance, made once and never reused. Names are only aliases for it.
public record InstanceId(String value) {
  private static final TextForm FORM = TextForm.hex(32);

  public InstanceId {
    if (!FORM.fits(value)) {
      throw new IllegalArgumentException("an instance id is 32 lower-case hex digits");
    }
  }

  public static InstanceId random(RandomGenerator random) {
    return new InstanceId(hex128(random));
  }

  static String hex128(RandomGenerator random) {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public String toString() {
    return value;
  }
}
