package io.linkfleet.worker.session;

import io.linkfleet.contract.InstanceStatus;
import io.linkfleet.contract.Standing;
import io.linkfleet.contract.StateReason;
import io.linkfleet.worker.session.SessionEvent.Activated;
import io.linkfleet.worker.session.SessionEvent.ClientVersionChanged;
import io.linkfleet.worker.session.SessionEvent.CommandReceived;
import io.linkfleet.worker.session.SessionEvent.FromConnection;
import io.linkfleet.worker.session.SessionEvent.RetryDue;
import io.linkfleet.worker.whatsapp.WhatsAppEvent;

/// What the outside is told of a transition. A status keeps the reason it was entered for; halted
/// and deleted instances always say why.
final class StandingRules {
  private StandingRules() {}

  static Standing after(SessionState before, SessionEvent event, Link next) {
    InstanceStatus status = next.status();
    return switch (next) {
      case Link.Halted(_, var reason, var until, _) ->
          new Standing(status, reason.stateReason(), until);
      case Link.Deleted() -> Standing.of(status, StateReason.DELETED);
      case Link _ when status == before.recorded().status() -> before.recorded();
      case Link _ -> Standing.of(status, reason(before, event, next));
    };
  }

  private static StateReason reason(SessionState before, SessionEvent event, Link next) {
    return switch (event) {
      case CommandReceived _ -> StateReason.API;
      case Activated() -> StateReason.TAKEOVER;
      case RetryDue _, ClientVersionChanged _ -> StateReason.RETRY;
      case FromConnection(_, var happened) -> reason(happened, next);
      case SessionEvent _ -> before.recorded().reason();
    };
  }

  private static StateReason reason(WhatsAppEvent happened, Link next) {
    return switch (happened) {
      case WhatsAppEvent.Paired _ -> StateReason.PAIRING;
      case WhatsAppEvent.Online() -> StateReason.LOGIN;
      case WhatsAppEvent.DeviceUnlinked _ -> StateReason.PHONE;
      case WhatsAppEvent _ when next instanceof Link.Unlinked -> StateReason.PAIRING_FAILED;
      case WhatsAppEvent _ -> StateReason.CONNECTION_LOST;
    };
  }
}
