package io.linkfleet.worker.whatsapp;

import io.linkfleet.whatsapp.node.Node;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.Cause;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.DeviceUnlinked;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.Evidence;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.RestartRequired;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.StreamReplaced;

/// What a `stream:error` means. The table is whatsmeow's (`connectionevents.go`) with the additions
/// of whatsapp-rust (409, 516) and Baileys (`conflict` whatever the code).
final class StreamErrors {
  private StreamErrors() {}

  static Ending meaningOf(Node error) {
    int code = error.number("code").map(Long::intValue).orElse(0);
    String conflict = error.child("conflict").flatMap(node -> node.attribute("type")).orElse("");
    if (conflict.equals("replaced") || code == 409) {
      return Ending.byServer(new StreamReplaced());
    }
    if (code == 516 || (code == 401 && conflict.equals("device_removed"))) {
      return Ending.byServer(new DeviceUnlinked(Evidence.DEVICE_REMOVED));
    }
    if (error.child("xml-not-well-formed").isPresent()) {
      return Ending.by(Cause.PROTOCOL_ERROR);
    }
    return switch (code) {
      case 515 -> Ending.byServer(new RestartRequired());
      case 429 -> Ending.by(Cause.RATE_LIMITED);
      // 401 alone as well: whether the device is gone is what the next login will tell.
      default -> Ending.by(Cause.ENDED_BY_SERVER);
    };
  }
}
