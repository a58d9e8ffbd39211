package io.linkfleet.simulator.chat;

import io.linkfleet.whatsapp.crypto.PublicKey;
import io.linkfleet.whatsapp.node.Node;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/// Whether a companion_hello carries what it must.
final class CompanionHelloCheck {
  static final String WRAPPED_EPHEMERAL = "link_code_pairing_wrapped_companion_ephemeral_pub";

  private static final int WRAPPED_LENGTH = 80;

  /// `Browser (OS)`; a product's name gets 400 (measured in Baileys#2769).
  private static final Pattern DISPLAY =
      Pattern.compile("(Chrome|Chromium|Edge|Firefox|IE|Opera|Safari|Electron) \\([^()]+\\)");

  private CompanionHelloCheck() {}

  static boolean isGood(Node registration, PublicKey noiseKey) {
    Optional<byte[]> wrapped = registration.bytes(WRAPPED_EPHEMERAL);
    Optional<byte[]> claimedKey = registration.bytes("companion_server_auth_key_pub");
    return wrapped.filter(bytes -> bytes.length == WRAPPED_LENGTH).isPresent()
        && claimedKey.filter(key -> Arrays.equals(key, noiseKey.toBytes())).isPresent()
        && registration.text("companion_platform_id").filter(id -> !id.isEmpty()).isPresent()
        && registration
            .text("companion_platform_display")
            .filter(DISPLAY.asMatchPredicate())
            .isPresent()
        && registration.child("link_code_pairing_nonce").isPresent();
  }
}
