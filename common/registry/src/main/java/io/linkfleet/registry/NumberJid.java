package io.linkfleet.registry;

/// The jid of a linked device, for instance `5511999999999:12@s.whatsapp.net`. It holds a phone
/// number, hence prints with all but its last four digits masked.
public record NumberJid(String value) {
  public NumberJid {
    if (value.isBlank() || value.length() > 128) {
      throw new IllegalArgumentException("a jid has 1 to 128 characters");
    }
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
