package io.linkfleet.whatsapp.pairing;

import java.security.SecureRandom;
import java.util.Locale;

/// Eight characters a person types into the phone instead of scanning. Forty random bits in base
/// 32, with an alphabet that has no `0`, `I`, `O` or `U`. It is a secret while it lives.
public final class PairingCode {
  private static final String ALPHABET = "123456789ABCDEFGHJKLMNPQRSTVWXYZ";
  private static final int LENGTH = 8;
  private static final int BITS = 5;

  private final String characters;

  private PairingCode(String characters) {
    this.characters = characters;
  }

  public static PairingCode generate(SecureRandom random) {
    byte[] bytes = new byte[LENGTH * BITS / Byte.SIZE];
    random.nextBytes(bytes);
    long bits = 0;
    for (byte next : bytes) {
      bits = bits << Byte.SIZE | (next & 0xFF);
    }
    StringBuilder characters = new StringBuilder(LENGTH);
    for (int shift = (LENGTH - 1) * BITS; shift >= 0; shift -= BITS) {
      characters.append(ALPHABET.charAt((int) (bits >>> shift) & 31));
    }
    return new PairingCode(characters.toString());
  }

  /// Reads what a person typed: case and dashes do not matter. Throws [IllegalArgumentException],
  /// which never quotes the text.
  public static PairingCode parse(String typed) {
    String characters = typed.replace("-", "").toUpperCase(Locale.ROOT);
    if (characters.length() != LENGTH
        || characters.chars().anyMatch(character -> ALPHABET.indexOf(character) < 0)) {
      throw new IllegalArgumentException("a pairing code is eight characters of its alphabet");
    }
    return new PairingCode(characters);
  }

  /// As a person reads it: `ABCD-EFGH`.
  public String display() {
    return characters.substring(0, LENGTH / 2) + "-" + characters.substring(LENGTH / 2);
  }

  /// The eight characters, without the dash.
  public String characters() {
    return characters;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PairingCode code && characters.equals(code.characters);
  }

  @Override
  public int hashCode() {
    return characters.hashCode();
  }

  @Override
  public String toString() {
    return "PairingCode[REDACTED]";
  }
}
