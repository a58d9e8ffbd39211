package io.linkfleet.worker.whatsapp;

import io.linkfleet.worker.whatsapp.WhatsAppEvent.Cause;
import java.util.Optional;

/// What the last stanza of a stream means: a fact to tell, if it is one, and why the connection
/// then ends.
record Ending(Optional<WhatsAppEvent> event, Cause cause) {
  static Ending by(Cause cause) {
    return new Ending(Optional.empty(), cause);
  }

  static Ending byServer(WhatsAppEvent event) {
    return new Ending(Optional.of(event), Cause.ENDED_BY_SERVER);
  }
}
