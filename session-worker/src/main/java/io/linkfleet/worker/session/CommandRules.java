package io.linkfleet.worker.session;

import io.linkfleet.contract.Command;
import io.linkfleet.contract.PhoneNumber;
import io.linkfleet.contract.Reply;
import io.linkfleet.contract.Reply.AlreadyConnected;
import io.linkfleet.contract.Reply.Deleted;
import io.linkfleet.contract.Reply.Failed;
import io.linkfleet.contract.Reply.Failure;
import io.linkfleet.contract.Reply.LoggedOut;
import io.linkfleet.contract.Reply.PairingCodeGenerated;
import io.linkfleet.contract.Reply.QrCodeGenerated;
import io.linkfleet.contract.Reply.ReconnectInitiated;
import io.linkfleet.contract.Reply.Rejected;
import io.linkfleet.contract.Reply.Rejection;
import io.linkfleet.worker.device.DeviceCredentials;
import io.linkfleet.worker.session.Effect.Answer;
import io.linkfleet.worker.session.Effect.Disconnect;
import io.linkfleet.worker.session.Effect.Schedule;
import io.linkfleet.worker.session.Effect.SendUnlink;
import io.linkfleet.worker.session.SessionEvent.CommandReceived;
import io.linkfleet.worker.session.SessionEvent.DeadlinePassed;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What each command means in each state.
final class CommandRules {
  private CommandRules() {}

  static Transition on(SessionState state, CommandReceived received, Instant now) {
    if (received.command().expires() && !now.isBefore(received.deadline())) {
      return Transition.to(state, answer(received, new Failed(Failure.DEADLINE_PASSED)));
    }
    if (state.link() instanceof Link.Deleted) {
      return Transition.to(state, answer(received, whenDeleted(received.command())));
    }
    return switch (received.command()) {
      case Command.Connect() -> connect(state, received, Optional.empty(), now);
      case Command.ConnectByCode(var number) -> connect(state, received, Optional.of(number), now);
      case Command.Reconnect() -> reconnect(state, received);
      case Command.Logout() -> logout(state, received);
      case Command.Delete() -> delete(state, received);
    };
  }

  /// To an instance that is not there (any more).
  static Reply whenDeleted(Command command) {
    return switch (command) {
      case Command.Delete() -> new Deleted();
      case Command.Connect(), Command.ConnectByCode _, Command.Reconnect(), Command.Logout() ->
          new Rejected(Rejection.INSTANCE_UNKNOWN);
    };
  }

  /// With a number the caller wants a code to type, else one to scan. A pairing under way serves
  /// whoever wants the same and makes room for whoever wants another.
  private static Transition connect(
      SessionState state, CommandReceived received, Optional<PhoneNumber> number, Instant now) {
    return switch (state.link()) {
      case Link.Online _ -> Transition.to(state, answer(received, new AlreadyConnected()));
      case Link.ShowingQr(_, var code, var validUntil, _)
          when number.isEmpty() && now.isBefore(validUntil) ->
          Transition.to(state, answer(received, new QrCodeGenerated(code, validUntil)));
      case Link.ShowingPairingCode(_, var shownTo, var code, var validUntil, _)
          when number.equals(Optional.of(shownTo)) && now.isBefore(validUntil) ->
          Transition.to(state, answer(received, new PairingCodeGenerated(code, validUntil)));
      case Link.ShowingQr _ when number.isEmpty() -> await(state, received, number);
      case Link.Registering(_, var wanted, _) when wanted.equals(number) ->
          await(state, received, number);
      case Link.Registering _, Link.ShowingQr _, Link.ShowingPairingCode _ ->
          pairAnew(state, received, number);
      case Link.Unlinked(boolean loggedOut) ->
          LinkRules.register(awaiting(state, received, number), number, loggedOut)
              .and(deadlineOf(received));
      case Link.BackingOff(var device, int attempt, _) ->
          LinkRules.login(awaiting(state, received, number), device, attempt)
              .and(deadlineOf(received));
      case Link.Halted(var device, _, _, _) ->
          LinkRules.login(awaiting(state, received, number), device, 0).and(deadlineOf(received));
      case Link.Confirming _, Link.LoggingIn _ -> await(state, received, number);
      case Link.Deleted _ -> Transition.to(state);
    };
  }

  private static Transition pairAnew(
      SessionState state, CommandReceived received, Optional<PhoneNumber> number) {
    boolean loggedOut = state.link().beforePairing().orElseThrow().loggedOut();
    return LinkRules.register(
            awaiting(state.withConnects(List.of()), received, number), number, loggedOut)
        .after(disconnect(state.link()))
        .after(cancelled(state.connects()))
        .and(deadlineOf(received));
  }

  /// A fresh connection with the keys that are there, also in place of one that is up.
  private static Transition reconnect(SessionState state, CommandReceived received) {
    Answer initiated = answer(received, new ReconnectInitiated());
    return switch (state.link()) {
      case Link.Confirming _, Link.LoggingIn _ -> Transition.to(state, initiated);
      case Link.Online(_, var device, _, _) ->
          LinkRules.login(state, device, 0).after(disconnect(state.link())).and(initiated);
      case Link.BackingOff(var device, int attempt, _) ->
          LinkRules.login(state, device, attempt).and(initiated);
      case Link.Halted(var device, _, _, _) -> LinkRules.login(state, device, 0).and(initiated);
      case Link.Unlinked _,
          Link.Registering _,
          Link.ShowingQr _,
          Link.ShowingPairingCode _,
          Link.Deleted _ ->
          Transition.to(state, answer(received, new Rejected(Rejection.NO_SAVED_SESSION)));
    };
  }

  /// What a logout does, but nobody waits for the unlink: the record is gone at once.
  private static Transition delete(SessionState state, CommandReceived received) {
    Transition leaving =
        state
            .link()
            .linkedDevice()
            .map(device -> departing(state, device))
            .orElseGet(() -> Transition.to(state).and(disconnect(state.link())));
    SessionState next = leaving.next().with(new Link.Deleted()).withConnects(List.of());
    return DepartureRules.hurry(next)
        .after(leaving.effects())
        .after(cancelled(state.connects()))
        .storing(new StoreWrite.Delete(state.link().linkedDevice().map(DeviceCredentials::keyId)))
        .and(answer(received, new Deleted()));
  }

  /// One that has had its device already comes again because its worker died before it was
  /// answered: it waits for that device, and whatever is linked since is none of its business.
  private static Transition logout(SessionState state, CommandReceived received) {
    if (state.carriedOut().contains(received.id())) {
      return awaitDepartures(state, received);
    }
    return state
        .link()
        .linkedDevice()
        .map(
            device -> {
              Transition leaving = departing(state, device);
              return awaitDepartures(leaving.next(), received)
                  .after(leaving.effects())
                  .after(cancelled(state.connects()))
                  .storing(new StoreWrite.Depart(device, received.id()));
            })
        .orElseGet(
            () ->
                awaitDepartures(unlinked(state), received)
                    .after(cancelled(state.connects()))
                    .and(disconnect(state.link())));
  }

  /// The linked device becomes a departing one. A connection that is up, or on its way, serves the
  /// unlink from now on.
  private static Transition departing(SessionState state, DeviceCredentials device) {
    return switch (state.link()) {
      case Link.Online(var connection, _, _, _) ->
          Transition.to(
              leaving(state, device, new Departure.Unlinking(connection, 0)),
              new SendUnlink(connection));
      case Link.Confirming(var connection, _) ->
          Transition.to(leaving(state, device, new Departure.Connecting(connection, 0)));
      case Link.LoggingIn(var connection, _, _) ->
          Transition.to(leaving(state, device, new Departure.Connecting(connection, 0)));
      case Link _ -> DepartureRules.hurry(leaving(state, device, new Departure.BackingOff(0, 0)));
    };
  }

  private static SessionState leaving(
      SessionState state, DeviceCredentials device, Departure.Phase phase) {
    return unlinked(state).withDeparture(new Departure(device, phase));
  }

  private static SessionState unlinked(SessionState state) {
    return state.with(new Link.Unlinked(true)).withConnects(List.of());
  }

  /// Answers when no departing device is left, which may be now. A logout makes departing devices
  /// that were backing off try again at once.
  private static Transition awaitDepartures(SessionState state, CommandReceived received) {
    if (state.departures().isEmpty()) {
      return Transition.to(state, answer(received, new LoggedOut()));
    }
    Waiter waiter = new Waiter(received.id(), received.deadline(), Optional.empty());
    return DepartureRules.hurry(state.withLogouts(SessionState.plus(state.logouts(), waiter)))
        .and(deadlineOf(received));
  }

  private static Transition await(
      SessionState state, CommandReceived received, Optional<PhoneNumber> number) {
    return Transition.to(awaiting(state, received, number), deadlineOf(received));
  }

  private static SessionState awaiting(
      SessionState state, CommandReceived received, Optional<PhoneNumber> number) {
    Waiter waiter = new Waiter(received.id(), received.deadline(), number);
    return state.withConnects(SessionState.plus(state.connects(), waiter));
  }

  private static List<Disconnect> disconnect(Link link) {
    return link.openConnection().map(Disconnect::new).stream().toList();
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
