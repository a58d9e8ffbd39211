package io.linkfleet.worker.session;

import io.linkfleet.contract.InstanceStatus;
import io.linkfleet.worker.whatsapp.WhatsAppEvent;
import java.util.List;
import java.util.Optional;

/// A way to be in each phase of a departing device; together they leave out none.
enum Leaving {
  CONNECTING(Departure.Connecting.class),
  UNLINKING(Departure.Unlinking.class),
  BACKING_OFF(Departure.BackingOff.class),
  REFUSED_AS_OUTDATED(Departure.BackingOff.class);

  final Class<? extends Departure.Phase> phase;

  Leaving(Class<? extends Departure.Phase> phase) {
    this.phase = phase;
  }

  /// With a caller who waits for it, unless he was told.
  Story story() {
    Story connecting =
        Story.of(Optional.empty(), List.of(Circumstance.DEVICE), InstanceStatus.LOGGED_OUT)
            .logsOut(Circumstance.WAITING);
    return switch (this) {
      case CONNECTING -> connecting;
      case UNLINKING -> connecting.hears(new WhatsAppEvent.Online());
      case BACKING_OFF -> connecting.hears(new WhatsAppEvent.Closed(WhatsAppEvent.Cause.LOST));
      case REFUSED_AS_OUTDATED ->
          connecting.hears(
              new WhatsAppEvent.LoginRefused(
                  WhatsAppEvent.Refusal.CLIENT_OUTDATED, 405, Optional.empty()));
    };
  }
}
