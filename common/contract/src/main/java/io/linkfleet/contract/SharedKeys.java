package io.linkfleet.contract;

import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.crypto.spec.SecretKeySpec;

/// The keys that seal what gateways and workers both must read: phone numbers, codes to link with,
/// and the secrets of webhooks. By id: the active one seals, all of them open. Others than those of
/// credentials: a gateway never holds a key that opens credentials. Prints ids only.
public final class SharedKeys {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,32}");
  private static final int BYTES = 32;

  private final String activeId;
  private final Map<String, SecretKeySpec> keys = new TreeMap<>();

  /// Each key is 32 bytes in Base64. Throws [IllegalArgumentException], showing no key.
  public SharedKeys(String activeId, Map<String, String> base64) {
    this.activeId = activeId;
    base64.forEach((id, text) -> keys.put(id, key(id, text)));
    if (!keys.containsKey(activeId)) {
      throw new IllegalArgumentException("there is no key with the active id " + activeId);
    }
  }

  private static SecretKeySpec key(String id, String base64) {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException("the id of a key is 1 to 32 of A-Z a-z 0-9 _ -");
    }
    byte[] bytes = decode(id, base64);
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("key " + id + " must have 32 bytes");
    }
    return new SecretKeySpec(bytes, "AES");
  }

  private static byte[] decode(String id, String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("key " + id + " is not Base64 (the value is not shown)");
    }
  }

  String activeId() {
    return activeId;
  }

  SecretKeySpec active() {
    return keys.get(activeId);
  }

  Optional<SecretKeySpec> find(String id) {
    return Optional.ofNullable(keys.get(id));
  }

  @Override
  public String toString() {
    return "SharedKeys[activeId=" + activeId + ", [REDACTED]]";
  }
}
