package io.linkfleet.registry;

import io.linkfleet.contract.InstanceId;
import io.linkfleet.contract.SharedSeal;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The jid of a linked device, for instance `5511999999999:12@s.whatsapp.net`. It holds a phone
/// number, hence prints with all but its last four digits masked.
public record NumberJid(String value) {
  public NumberJid {
    if (value.isBlank() || value.length() > 128) {
      throw new IllegalArgumentException("a jid has 1 to 128 characters");
    }
  }

  /// As it is stored: of no use to who has only Redis.
  byte[] sealed(InstanceId instance, SharedSeal seal) {
    return seal.seal(about(instance), value.getBytes(StandardCharsets.UTF_8));
  }

  /// Empty when no key of ours opens it. One that begins with a digit is from before they were
  /// sealed.
  static Optional<NumberJid> ofStored(InstanceId instance, byte[] stored, SharedSeal seal) {
    boolean plain = stored.length > 0 && Character.isDigit(stored[0]);
    return (plain ? Optional.of(stored) : seal.open(about(instance), stored))
        .map(clear -> new NumberJid(new String(clear, StandardCharsets.UTF_8)));
  }

  private static String about(InstanceId instance) {
    return "jid " + instance.value();
  }

  @Override
  public String toString() {
    int userEnd = endOfUser();
    int shown = Math.max(0, userEnd - 4);
    return "*".repeat(shown) + value.substring(shown);
  }

  private int endOfUser() {
    for (int i = 0; i < value.length(); i++) {
      if (!Character.isDigit(value.charAt(i))) {
        return i;
      }
    }
    return value.length();
  }
}
