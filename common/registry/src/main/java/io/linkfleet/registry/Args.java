package io.linkfleet.registry;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The arguments of a script, in order.
final class Args {
  private final List<byte[]> values = new ArrayList<>();

  private Args() {}

  static Args of(String... texts) {
    Args args = new Args();
    for (String text : texts) {
      args.and(text);
    }
    return args;
  }

  static Args of(Fence fence) {
    return of(fence.epoch().toString(), fence.workerId());
  }

  Args and(String text) {
    values.add(text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  Args and(long number) {
    return and(Long.toString(number));
  }

  Args and(byte[] bytes) {
    values.add(bytes);
    return this;
  }

  byte[][] toArray() {
    return values.toArray(byte[][]::new);
  }
}
