package io.linkfleet.registry;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A Redis hash that was read. Asking for a field that must be there and is not is
/// [IllegalStateException]: the stored data is not ours, or not of this version.
final class Fields {
  private final Map<String, byte[]> values;

  Fields(Map<String, byte[]> values) {
    this.values = values;
  }

  /// From the answer of HGETALL within a script: field, value, field, value...
  static Fields ofPairs(Object answer) {
    List<?> pairs = (List<?>) answer;
    Map<String, byte[]> values = HashMap.newHashMap(pairs.size() / 2);
    for (int i = 0; i < pairs.size(); i += 2) {
      values.put(utf8((byte[]) pairs.get(i)), (byte[]) pairs.get(i + 1));
    }
    return new Fields(values);
  }

  static String utf8(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  boolean isEmpty() {
    return values.isEmpty();
  }

  Map<String, byte[]> asMap() {
    return values;
  }

  Optional<byte[]> findBytes(String field) {
    return Optional.ofNullable(values.get(field));
  }

  Optional<String> find(String field) {
    return findBytes(field).map(Fields::utf8);
  }

  String text(String field) {
    return find(field)
        .orElseThrow(() -> new IllegalStateException("a record without field " + field));
  }

  long number(String field) {
    return Long.parseLong(text(field));
  }
}
