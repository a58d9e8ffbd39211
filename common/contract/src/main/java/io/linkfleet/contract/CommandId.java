package io.linkfleet.contract;

import java.util.random.RandomGenerator;

/// Joins a command with its reply, and both with every log line between them.
public record CommandId(String value) {
  private static final TextForm FORM = TextForm.hex(32);

  public CommandId {
    if (!FORM.fits(value)) {
      throw new IllegalArgumentException("a command id is 32 lower-case hex digits");
    }
  }

  public static CommandId random(RandomGenerator random) {
    return new CommandId(InstanceId.hex128(random));
  }

  @Override
  public String toString() {
    return value;
  }
}
