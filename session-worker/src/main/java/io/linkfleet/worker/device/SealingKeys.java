package io.linkfleet.worker.device;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// The keys that credentials are sealed with, by id: the active one seals, all of them open. A key
/// is rotated by adding a new one, making it active, and removing the old one when nothing is
/// sealed with it any more.
public record SealingKeys(String activeId, Map<String, SecretBytes> keys) {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,32}");

  public SealingKeys {
    keys = Map.copyOf(new TreeMap<>(keys));
    keys.forEach(
        (id, key) -> {
          if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("a sealing key id is 1 to 32 of A-Z a-z 0-9 _ -");
          }
          if (key.length() != 32) {
            throw new IllegalArgumentException("sealing key " + id + " must have 32 bytes");
          }
        });
    if (!keys.containsKey(activeId)) {
      throw new IllegalArgumentException("there is no sealing key with the active id " + activeId);
    }
  }

  SecretBytes active() {
    return keys.get(activeId);
  }

  Optional<SecretBytes> find(String id) {
    return Optional.ofNullable(keys.get(id));
  }
}
