package io.linkfleet.worker.whatsapp;

import io.linkfleet.whatsapp.node.Jid;
import io.linkfleet.whatsapp.node.Node;
import io.linkfleet.worker.pause.Claim;
import io.linkfleet.worker.whatsapp.InfoQueries.Answer;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.DeviceUnlinked;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.Evidence;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.UnlinkFailed;
import java.time.Duration;
import java.util.Optional;

/// Asks WhatsApp to remove this very device. The server may answer with a result, or say nothing
/// and end the stream with `device_removed`, or both: all are one fact, told once
/// ([StreamErrors] knows the second).
final class Unlink {
  private final StanzaStream stream;
  private final Jid device;
  private final Duration patience;
  private boolean pending;

  Unlink(StanzaStream stream, Jid device, Duration patience) {
    this.stream = stream;
    this.device = device;
    this.patience = patience;
  }

  /// Joins the request that is under way, if one is.
  void request(Claim claim) {
    if (pending || stream.endedUnless(claim)) {
      return;
    }
    pending = true;
    stream
        .queries()
        .set(
            "md",
            patience,
            this::answered,
            Node.named("remove-companion-device")
                .attribute("jid", device)
                .attribute("reason", "user_initiated")
                .empty());
  }

  private void answered(Answer answer) {
    pending = false;
    stream.emit(
        switch (answer) {
          case Answer.Result _ -> new DeviceUnlinked(Evidence.ACKNOWLEDGED);
          case Answer.Failed(int code) -> new UnlinkFailed(Optional.of(code));
          case Answer.NoAnswer() -> new UnlinkFailed(Optional.empty());
        });
  }
}
