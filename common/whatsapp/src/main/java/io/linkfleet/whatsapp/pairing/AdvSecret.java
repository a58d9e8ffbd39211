package io.linkfleet.whatsapp.pairing;

/// The 32 bytes only the companion and the phone in front of it know.
final class AdvSecret {
  static final int LENGTH = 32;

  private AdvSecret() {}

  static void requireValid(byte[] secret) {
    if (secret.length != LENGTH) {
      throw new IllegalArgumentException("an ADV secret has 32 bytes, not " + secret.length);
    }
  }
}
