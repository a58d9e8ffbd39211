package io.linkfleet.worker.whatsapp;

import io.linkfleet.whatsapp.node.Node;
import java.util.List;

/// How a phone is brought to link this device: by something to scan, or by something to type.
sealed interface Invitation permits QrInvitation, CodeInvitation {

  /// The server handed out references, at least one, and has its acknowledgement. Until then it
  /// takes no request of a device that is not linked.
  void handedOut(List<String> references);

  /// Looks at a notification, which is acknowledged already.
  void notified(Node notification);

  /// A phone accepted: nothing more is to be shown.
  void accepted();
}
