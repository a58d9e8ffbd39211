package io.linkfleet.whatsapp.node;

/// An alphabet of at most 16 characters, two of which fit in a byte.
///
/// Layout after the tag: a byte with the number of pairs and, in its top bit, whether the last half
/// is only filler; then the pairs, first character in the high half.
enum Packed {
  NIBBLE(Tag.NIBBLE_8, "0123456789-."),
  HEX(Tag.HEX_8, "0123456789ABCDEF");

  private static final int LONGEST = 127;
  private static final int ODD = 0x80;
  private static final int FILLER = 0xF;

  private final int tag;
  private final String alphabet;

  Packed(int tag, String alphabet) {
    this.tag = tag;
    this.alphabet = alphabet;
  }

  int tag() {
    return tag;
  }

  boolean fits(String text) {
    return !text.isEmpty()
        && text.length() <= LONGEST
        && text.chars().allMatch(c -> alphabet.indexOf(c) >= 0);
  }

  /// Everything after the tag.
  byte[] pack(String text) {
    int pairs = (text.length() + 1) / 2;
    byte[] packed = new byte[1 + pairs];
    boolean odd = text.length() % 2 == 1;
    packed[0] = (byte) (odd ? pairs | ODD : pairs);
    for (int i = 0; i < pairs; i++) {
      int high = alphabet.indexOf(text.charAt(2 * i));
      int low = odd && i == pairs - 1 ? FILLER : alphabet.indexOf(text.charAt(2 * i + 1));
      packed[1 + i] = (byte) (high << 4 | low);
    }
    return packed;
  }

  static int pairs(int header) {
    return header & ~ODD;
  }

  String unpack(int header, byte[] pairs) {
    int characters = 2 * pairs.length - ((header & ODD) == 0 ? 0 : 1);
    StringBuilder text = new StringBuilder(Math.max(characters, 0));
    for (int i = 0; i < characters; i++) {
      int both = pairs[i / 2] & 0xFF;
      text.append(character(i % 2 == 0 ? both >> 4 : both & 0xF));
    }
    return text.toString();
  }

  private char character(int half) {
    if (half >= alphabet.length()) {
      throw new MalformedNode("packed text holds a character outside its alphabet");
    }
    return alphabet.charAt(half);
  }
}
