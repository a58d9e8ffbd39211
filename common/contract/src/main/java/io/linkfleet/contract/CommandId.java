package io.linkfleet.contract;

import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/// Joins a command with its reply, and both with every log line between them.
public record CommandId(String value) {
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{32}");

  public CommandId {
    if (!FORM.matcher(value).matches()) {
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
