package io.linkfleet.worker.session;

import io.linkfleet.contract.Command;
import io.linkfleet.contract.Reply;
import io.linkfleet.contract.Reply.AlreadyConnected;
import io.linkfleet.contract.Reply.Failed;
import io.linkfleet.contract.Reply.Failure;
import io.linkfleet.contract.Reply.LoggedOut;
import io.linkfleet.contract.Reply.QrCodeGenerated;
import io.linkfleet.worker.device.DeviceCredentials;
import io.linkfleet.worker.session.Effect.Answer;
import io.linkfleet.worker.session.Effect.Disconnect;
import io.linkfleet.worker.session.Effect.Schedule;
import io.linkfleet.worker.session.Effect.SendUnlink;
import io.linkfleet.worker.session.SessionEvent.CommandReceived;
import io.linkfleet.worker.session.SessionEvent.DeadlinePassed;
import java.time.Instant;
import java.util.List;

/// What each command means in each state.
final class CommandRules {
  private CommandRules() {}

  static Transition on(SessionState state, CommandReceived received, Instant now) {
    if (received.command().expires() && !now.isBefore(received.deadline())) {
      return Transition.to(state, answer(received, new Failed(Failure.DEADLINE_PASSED)));
    }
    return switch (received.command()) {
      case Command.Connect() -> connect(state, received, now);
      case Command.Logout() -> logout(state, received);
    };
  }

  private static Transition connect(SessionState state, CommandReceived received, Instant now) {
    return switch (state.link()) {
      case Link.Online _ -> Transition.to(state, answer(received, new AlreadyConnected()));
      case Link.ShowingQr(_, var code, var validUntil, _) when now.isBefore(validUntil) ->
          Transition.to(state, answer(received, new QrCodeGenerated(code, validUntil)));
      case Link.Unlinked(boolean loggedOut) ->
          LinkRules.register(awaitingCode(state, received), loggedOut).and(deadlineOf(received));
      case Link.BackingOff(var device, int attempt, _) ->
          LinkRules.login(awaitingCode(state, received), device, attempt).and(deadlineOf(received));
      case Link.Halted(var device, _, _) ->
          LinkRules.login(awaitingCode(state, received), device, 0).and(deadlineOf(received));
      case Link.Registering _, Link.ShowingQr _, Link.Confirming _, Link.LoggingIn _ ->
          Transition.to(awaitingCode(state, received), deadlineOf(received));
    };
  }

  private static Transition logout(SessionState state, CommandReceived received) {
    return switch (state.link()) {
      case Link.Unlinked _ -> awaitDepartures(state, received);
      case Link.Registering(var connection, _) -> cancelPairing(state, connection, received);
      case Link.ShowingQr(var connection, _, _, _) -> cancelPairing(state, connection, received);
      case Link.Online(var connection, var device, _, _) ->
          depart(
              state,
              device,
              Transition.to(
                  departing(state, device, new Departure.Unlinking(connection, 0)),
                  new SendUnlink(connection)),
              received);
      case Link.Confirming(var connection, var device) ->
          departConnecting(state, device, connection, received);
      case Link.LoggingIn(var connection, var device, _) ->
          departConnecting(state, device, connection, received);
      case Link.BackingOff(var device, _, _) -> departOffline(state, device, received);
      case Link.Halted(var device, _, _) -> departOffline(state, device, received);
    };
  }

  private static Transition cancelPairing(
      SessionState state, ConnectionId connection, CommandReceived received) {
    return awaitDepartures(state, received)
        .after(cancelled(state.connects()))
        .and(new Disconnect(connection));
  }

  /// The login under way serves the unlink from now on.
  private static Transition departConnecting(
      SessionState state,
      DeviceCredentials device,
      ConnectionId connection,
      CommandReceived received) {
    return depart(
        state,
        device,
        Transition.to(departing(state, device, new Departure.Connecting(connection, 0))),
        received);
  }

  private static Transition departOffline(
      SessionState state, DeviceCredentials device, CommandReceived received) {
    Departure departure = new Departure(device, new Departure.BackingOff(0, 0));
    SessionState next =
        state.with(new Link.Unlinked(true)).withConnects(List.of()).withDeparture(departure);
    return depart(state, device, DepartureRules.login(next, departure), received);
  }

  private static Transition depart(
      SessionState before,
      DeviceCredentials device,
      Transition departing,
      CommandReceived command) {
    return awaitDepartures(departing.next(), command)
        .storing(new StoreWrite.Depart(device))
        .after(departing.effects())
        .after(cancelled(before.connects()));
  }

  private static SessionState departing(
      SessionState state, DeviceCredentials device, Departure.Phase phase) {
    return state
        .with(new Link.Unlinked(true))
        .withConnects(List.of())
        .withDeparture(new Departure(device, phase));
  }

  /// Answers when no departing device is left, which may be now. A logout makes departing devices
  /// that were backing off try again at once.
  private static Transition awaitDepartures(SessionState state, CommandReceived received) {
    SessionState unlinked = state.with(new Link.Unlinked(true)).withConnects(List.of());
    if (unlinked.departures().isEmpty()) {
      return Transition.to(unlinked, answer(received, new LoggedOut()));
    }
    Waiter waiter = new Waiter(received.id(), received.deadline());
    return DepartureRules.hurry(unlinked.withLogouts(SessionState.plus(unlinked.logouts(), waiter)))
        .and(deadlineOf(received));
  }

  private static SessionState awaitingCode(SessionState state, CommandReceived received) {
    Waiter waiter = new Waiter(received.id(), received.deadline());
    return state.withConnects(SessionState.plus(state.connects(), waiter));
  }

  private static Schedule deadlineOf(CommandReceived received) {
    return new Schedule(received.deadline(), new DeadlinePassed(received.id()));
  }

  private static List<Answer> cancelled(List<Waiter> connects) {
    return Answers.toAll(connects, new Failed(Failure.CANCELLED));
  }

  private static Answer answer(CommandReceived received, Reply reply) {
    return new Answer(received.id(), reply);
  }
}
