package io.linkfleet.worker.whatsapp;

import io.linkfleet.contract.PhoneNumber;
import io.linkfleet.whatsapp.crypto.PublicKey;
import io.linkfleet.whatsapp.login.DeviceAppearance.Icon;
import io.linkfleet.whatsapp.node.Jid;
import io.linkfleet.whatsapp.node.Node;
import io.linkfleet.whatsapp.node.NodeBuilder;

/// What a companion says to be linked by a typed code (whatsmeow `pair-code.go`, Baileys).
final class LinkCodeStanzas {
  static final String TAG = "link_code_companion_reg";
  static final String REFERENCE = "link_code_pairing_ref";

  /// What whatsmeow sends; Baileys sends the digit 0. Nobody saw it matter.
  private static final byte[] NONCE = {0};

  private LinkCodeStanzas() {}

  /// Asks for a code to be made known to the phone, which shows a notification then.
  static Node hello(PhoneNumber phone, byte[] wrappedEphemeral, PublicKey noise, Icon icon) {
    Platform platform = Platform.of(icon);
    return stage(phone, "companion_hello")
        .attribute("should_show_push_notification", "true")
        .children(
            Node.named("link_code_pairing_wrapped_companion_ephemeral_pub").bytes(wrappedEphemeral),
            Node.named("companion_server_auth_key_pub").bytes(noise.toBytes()),
            Node.named("companion_platform_id").text(platform.id()),
            Node.named("companion_platform_display").text(platform.display()),
            Node.named("link_code_pairing_nonce").bytes(NONCE));
  }

  static Node finish(PhoneNumber phone, byte[] keyBundle, PublicKey identity, byte[] reference) {
    return stage(phone, "companion_finish")
        .children(
            Node.named("link_code_pairing_wrapped_key_bundle").bytes(keyBundle),
            Node.named("companion_identity_public").bytes(identity.toBytes()),
            Node.named(REFERENCE).bytes(reference));
  }

  /// Why there is no code, in words for an operator.
  static String refusal(int code) {
    return switch (code) {
      case 400 -> "WhatsApp does not take a pairing code request of this form (400)";
      case 401, 428 -> "WhatsApp was not ready for a pairing code request (" + code + ")";
      case 404 -> "WhatsApp knows no account with this number (404)";
      case 429 -> "WhatsApp gives this number no more pairing codes at present (429)";
      default -> "WhatsApp refused the pairing code request (" + code + ")";
    };
  }

  private static NodeBuilder stage(PhoneNumber phone, String stage) {
    return Node.named(TAG)
        .attribute("jid", Jid.of(phone.digits(), Jid.USERS))
        .attribute("stage", stage);
  }

  /// The server answers 400 unless the display is a browser and a system it knows (Baileys#2769);
  /// what is no browser asks as the one all sources use.
  private record Platform(String id, String display) {
    private static final Platform COMMON =
        new Platform(Icon.CHROME.companionPlatform(), "Chrome (Windows)");

    static Platform of(Icon icon) {
      return switch (icon) {
        case CHROME, DESKTOP, UNKNOWN -> COMMON;
        case EDGE -> new Platform(icon.companionPlatform(), "Edge (Windows)");
        case FIREFOX -> new Platform(icon.companionPlatform(), "Firefox (Windows)");
        case SAFARI -> new Platform(icon.companionPlatform(), "Safari (Mac OS)");
      };
    }
  }
}
