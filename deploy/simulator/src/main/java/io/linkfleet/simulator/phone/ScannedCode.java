package io.linkfleet.simulator.phone;

import io.linkfleet.whatsapp.pairing.MalformedQrCode;
import io.linkfleet.whatsapp.pairing.QrCode;
import java.util.List;

/// What a phone makes of the text in front of its camera.
public final class ScannedCode {
  /// `CompanionWebClientType` as whatsmeow lists it.
  private static final List<String> PLATFORMS =
      List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "c", "e");

  private ScannedCode() {}

  /// Reads the text; a [Refusal] with status 400 says what is wrong with it. The form before spring
  /// 2026 is read only by phones that accept it.
  public static QrCode read(String text, boolean acceptsOldForm) {
    QrCode code = parse(text);
    if (!code.currentForm() && !acceptsOldForm) {
      throw new Refusal(400, "this phone wants a wa.me/settings/linked_devices code");
    }
    if (code.reference().isEmpty()) {
      throw new Refusal(400, "the code's ref is empty");
    }
    if (code.currentForm() && !PLATFORMS.contains(code.platform())) {
      throw new Refusal(400, "the code's platform is none that exists");
    }
    return code;
  }

  private static QrCode parse(String text) {
    try {
      return QrCode.parse(text);
    } catch (MalformedQrCode e) {
      throw new Refusal(400, "not a code for linking a device: " + e.getMessage());
    }
  }
}
