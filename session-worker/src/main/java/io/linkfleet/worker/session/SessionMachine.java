package io.linkfleet.worker.session;

import io.linkfleet.contract.CommandId;
import io.linkfleet.contract.Reply.Failed;
import io.linkfleet.contract.Reply.Failure;
import io.linkfleet.contract.Standing;
import io.linkfleet.worker.session.Effect.Answer;
import io.linkfleet.worker.session.Effect.AwaitTurn;
import io.linkfleet.worker.session.Effect.Disconnect;
import io.linkfleet.worker.session.Effect.Schedule;
import io.linkfleet.worker.session.SessionEvent.Activated;
import io.linkfleet.worker.session.SessionEvent.ClientVersionChanged;
import io.linkfleet.worker.session.SessionEvent.CommandReceived;
import io.linkfleet.worker.session.SessionEvent.DeadlinePassed;
import io.linkfleet.worker.session.SessionEvent.FromConnection;
import io.linkfleet.worker.session.SessionEvent.Released;
import io.linkfleet.worker.session.SessionEvent.RetryDue;
import io.linkfleet.worker.session.SessionEvent.StandingDoubted;
import io.linkfleet.worker.session.SessionEvent.WriteFailed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Decides what an instance does next. Pure: the same state, event and time make the same
/// transition.
///
/// Four rules hold everywhere. A status that changes, or may not be as stored, is stored with the
/// transition. Nothing is said to WhatsApp but behind a write, or a proof, of the partition's
/// owner. An event of a connection that the state does not name is late and changes nothing. Every
/// command is answered exactly once.
final class SessionMachine {
  /// How long a fact waits before it is offered to the store again.
  static final Duration STORE_RETRY = Duration.ofSeconds(1);

  private SessionMachine() {}

  static Transition on(SessionState state, SessionEvent event, Instant now) {
    return switch (event) {
      case CommandReceived received ->
          recording(state, event, CommandRules.on(state, received, now));
      case Activated() -> recording(state, event, activate(state));
      case FromConnection from -> recording(state, event, fromConnection(state, from, now));
      case RetryDue(long ticket) -> recording(state, event, retry(state, ticket));
      case ClientVersionChanged() -> recording(state, event, clientVersionChanged(state));
      case StandingDoubted() -> recording(state, event, Transition.to(state));
      case DeadlinePassed(var id) -> giveUp(state, id);
      case Released() -> release(state);
      case WriteFailed(var cause) -> writeFailed(state, cause, now);
    };
  }

  private static Transition recording(SessionState before, SessionEvent event, Transition decided) {
    Standing standing = StandingRules.after(before, event, decided.next().link());
    boolean toBeRestated = before.inDoubt() && event instanceof StandingDoubted;
    boolean known = standing.equals(before.recorded()) && !toBeRestated;
    if (decided.write().isEmpty() && known) {
      return decided.effects().stream().anyMatch(SessionMachine::speaksForTheDevice)
          ? decided.storing(new StoreWrite.ProveOwnership())
          : decided;
    }
    return new Transition(
        decided.next().recordedAs(standing),
        decided.write().or(() -> Optional.of(new StoreWrite.RecordStanding())),
        decided.effects());
  }

  private static boolean speaksForTheDevice(Effect effect) {
    return switch (effect) {
      case Effect.Register _, Effect.Login _, Effect.ConfirmPairing _, Effect.SendUnlink _ -> true;
      case Disconnect _, Effect.RetryAfter _, AwaitTurn _, Schedule _, Answer _ -> false;
    };
  }

  private static Transition activate(SessionState state) {
    Transition departing = DepartureRules.hurry(state);
    SessionState next = departing.next();
    if (next.link() instanceof Link.BackingOff(var device, int attempt, _)) {
      return LinkRules.login(next, device, attempt).after(departing.effects());
    }
    return departing;
  }

  private static Transition fromConnection(SessionState state, FromConnection from, Instant now) {
    if (state.link().openConnection().equals(Optional.of(from.connection()))) {
      return LinkRules.on(state, from.connection(), from.event(), now);
    }
    for (Departure departure : state.departures()) {
      if (departure.openConnection().equals(Optional.of(from.connection()))) {
        return DepartureRules.on(state, departure, from.connection(), from.event());
      }
    }
    return Transition.to(state);
  }

  private static Transition retry(SessionState state, long ticket) {
    switch (state.link()) {
      case Link.BackingOff(var device, int attempt, long expected) when expected == ticket -> {
        return LinkRules.login(state, device, attempt);
      }
      case Link.Halted(var device, _, _, long expected) when expected == ticket -> {
        return LinkRules.login(state, device, 0);
      }
      case Link _ -> {}
    }
    for (Departure departure : state.departures()) {
      if (departure.phase() instanceof Departure.BackingOff(_, long expected, _)
          && expected == ticket) {
        return DepartureRules.login(state, departure);
      }
    }
    return Transition.to(state);
  }

  /// Departing devices keep the ticket they wait with: the first who comes with it ends the wait.
  private static Transition clientVersionChanged(SessionState state) {
    List<AwaitTurn> departing =
        state.departures().stream()
            .flatMap(departure -> departure.awaitsNewerVersion().stream())
            .map(AwaitTurn::new)
            .toList();
    if (state.link() instanceof Link.Halted(var device, var reason, _, _)
        && reason == HaltReason.CLIENT_OUTDATED) {
      SessionState next = state.withFreshSerial();
      return Transition.to(
              next.with(new Link.BackingOff(device, 0, next.serial())),
              new AwaitTurn(next.serial()))
          .and(departing);
    }
    return Transition.to(state).and(departing);
  }

  private static Transition giveUp(SessionState state, CommandId id) {
    if (isAwaited(state.logouts(), id)) {
      return Transition.to(
          state.withLogouts(without(state.logouts(), id)),
          new Answer(id, new Failed(Failure.UNLINK_NOT_CONFIRMED)));
    }
    if (isAwaited(state.connects(), id)) {
      return Transition.to(
          state.withConnects(without(state.connects(), id)),
          new Answer(id, new Failed(Failure.WHATSAPP_UNAVAILABLE)));
    }
    return Transition.to(state);
  }

  /// The event may have been stored, or not: a primary that no replica confirmed keeps what it was
  /// told, and what was sent on a connection that was cut arrives when it heals. A fact stays true
  /// and comes again, and so does a command that is carried out however late; any other command is
  /// answered so, and what the registry says is put right.
  private static Transition writeFailed(SessionState state, SessionEvent cause, Instant now) {
    return switch (cause) {
      case CommandReceived(var id, var command, _) when command.expires() ->
          doubt(state, now).and(new Answer(id, new Failed(Failure.STORE_UNAVAILABLE)));
      case StandingDoubted() -> Transition.to(state, new Schedule(now.plus(STORE_RETRY), cause));
      case CommandReceived _,
          Activated _,
          FromConnection _,
          RetryDue _,
          ClientVersionChanged _,
          DeadlinePassed _,
          Released _,
          WriteFailed _ ->
          doubt(state, now).and(new Schedule(now.plus(STORE_RETRY), cause));
    };
  }

  /// Only the event that is scheduled here restates what is recorded: who asks for nothing that
  /// has to be stored is answered meanwhile.
  private static Transition doubt(SessionState state, Instant now) {
    return state.inDoubt()
        ? Transition.to(state)
        : Transition.to(
            state.doubted(), new Schedule(now.plus(STORE_RETRY), new StandingDoubted()));
  }

  /// Sockets are closed and nothing else: whoever is next answers the commands that are open.
  private static Transition release(SessionState state) {
    List<Disconnect> disconnects =
        Stream.concat(
                state.link().openConnection().stream(),
                state.departures().stream()
                    .flatMap(departure -> departure.openConnection().stream()))
            .map(Disconnect::new)
            .toList();
    return Transition.to(state).and(disconnects);
  }

  private static boolean isAwaited(List<Waiter> waiters, CommandId id) {
    return waiters.stream().anyMatch(waiter -> waiter.id().equals(id));
  }

  private static List<Waiter> without(List<Waiter> waiters, CommandId id) {
    return waiters.stream().filter(waiter -> !waiter.id().equals(id)).toList();
  }
}
