package io.linkfleet.worker.session;

import io.linkfleet.contract.Reply.Failed;
import io.linkfleet.contract.Reply.Failure;
import io.linkfleet.contract.Reply.LoggedOut;
import io.linkfleet.worker.session.Effect.Disconnect;
import io.linkfleet.worker.session.Effect.Login;
import io.linkfleet.worker.session.Effect.RetryAfter;
import io.linkfleet.worker.session.Effect.SendUnlink;
import io.linkfleet.worker.whatsapp.WhatsAppEvent;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.Closed;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.CredentialsChanged;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.DeviceUnlinked;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.LoginRefused;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.Online;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.Paired;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.PairingCodeShown;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.PairingRefused;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.QrCodeShown;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.Refusal;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.RestartRequired;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.StreamReplaced;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.UnlinkFailed;
import java.util.List;
import java.util.Set;

/// What the events of a departing device's connection mean. There is one way out: WhatsApp
/// confirmed that the device is gone. Everything else is tried again.
final class DepartureRules {
  /// Errors to `remove-companion-device` that trying again soon will not change.
  private static final Set<Integer> PERMANENT_ERRORS = Set.of(400, 403, 405);

  private DepartureRules() {}

  static Transition on(
      SessionState state, Departure departure, ConnectionId connection, WhatsAppEvent event) {
    return switch (event) {
      case Online() -> unlink(state, departure, connection);
      case DeviceUnlinked _ -> gone(state, departure, connection);
      case UnlinkFailed(var code) when code.filter(PERMANENT_ERRORS::contains).isPresent() ->
          refused(backOff(state, departure), connection);
      case UnlinkFailed _, StreamReplaced _ ->
          backOff(state, departure).after(List.of(new Disconnect(connection)));
      case LoginRefused(var refusal, _, _) when refusal == Refusal.SERVER_TROUBLE ->
          backOff(state, departure).after(List.of(new Disconnect(connection)));
      case LoginRefused(var refusal, _, _) when refusal == Refusal.CLIENT_OUTDATED ->
          refused(backOff(state, departure, true), connection);
      case LoginRefused _ -> refused(backOff(state, departure), connection);
      case RestartRequired() -> login(state, departure).after(List.of(new Disconnect(connection)));
      case Closed _ -> backOff(state, departure);
      // Of no use to a device that is leaving.
      case CredentialsChanged _, QrCodeShown _, PairingCodeShown _, Paired _, PairingRefused _ ->
          Transition.to(state);
    };
  }

  /// Makes every departing device that is backing off try again at once.
  static Transition hurry(SessionState state) {
    Transition all = Transition.to(state);
    for (Departure departure : state.departures()) {
      if (departure.phase() instanceof Departure.BackingOff) {
        all = login(all.next(), departure).after(all.effects());
      }
    }
    return all;
  }

  static Transition login(SessionState state, Departure departure) {
    SessionState next = state.withFreshSerial();
    ConnectionId connection = next.lastConnection();
    return Transition.to(
        next.withPhase(departure, new Departure.Connecting(connection, departure.attempt())),
        new Login(connection, departure.device()));
  }

  private static Transition unlink(
      SessionState state, Departure departure, ConnectionId connection) {
    return switch (departure.phase()) {
      case Departure.Connecting(_, int attempt) ->
          Transition.to(
              state.withPhase(departure, new Departure.Unlinking(connection, attempt)),
              new SendUnlink(connection));
      case Departure.Unlinking _, Departure.BackingOff _ -> Transition.to(state);
    };
  }

  /// Erased first, answered then.
  private static Transition gone(SessionState state, Departure departure, ConnectionId connection) {
    SessionState next = state.without(departure);
    Transition erased =
        Transition.to(next, new Disconnect(connection))
            .storing(new StoreWrite.EraseDeparted(departure.keyId()));
    if (!next.departures().isEmpty()) {
      return erased;
    }
    return new Transition(next.withLogouts(List.of()), erased.write(), erased.effects())
        .and(Answers.toAll(next.logouts(), new LoggedOut()));
  }

  private static Transition backOff(SessionState state, Departure departure) {
    return backOff(state, departure, false);
  }

  private static Transition backOff(SessionState state, Departure departure, boolean outdated) {
    SessionState next = state.withFreshSerial();
    int attempt = departure.attempt() + 1;
    return Transition.to(
        next.withPhase(departure, new Departure.BackingOff(attempt, next.serial(), outdated)),
        new RetryAfter(attempt, next.serial()));
  }

  /// Whoever waits is told now; the unlink stays on record and goes on.
  private static Transition refused(Transition backingOff, ConnectionId connection) {
    SessionState next = backingOff.next();
    return new Transition(next.withLogouts(List.of()), backingOff.write(), backingOff.effects())
        .after(List.of(new Disconnect(connection)))
        .and(Answers.toAll(next.logouts(), new Failed(Failure.WHATSAPP_REFUSED)));
  }
}
