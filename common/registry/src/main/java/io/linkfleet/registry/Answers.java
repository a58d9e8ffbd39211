package io.linkfleet.registry;

import java.util.List;

/// Reads a script's answer of several values.
final class Answers {
  private Answers() {}

  static String text(List<?> answer, int index) {
    return Fields.utf8((byte[]) answer.get(index));
  }

  static long number(List<?> answer, int index) {
    return (Long) answer.get(index);
  }
}
