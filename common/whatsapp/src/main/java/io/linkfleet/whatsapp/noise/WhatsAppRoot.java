package io.linkfleet.whatsapp.noise;

import io.linkfleet.whatsapp.crypto.PublicKey;

/// The key every real WhatsApp server's certificates lead to ("WhatsAppLongTerm1", serial 0;
/// whatsmeow `handshake.go`).
public final class WhatsAppRoot {
  /// The root's public key.
  public static final PublicKey PUBLIC_KEY =
      PublicKey.ofHex("142375574d0a587166aae71ebe516437c4a28b73e3695c6ce1f7f9545da8ee6b");

  private WhatsAppRoot() {}
}
