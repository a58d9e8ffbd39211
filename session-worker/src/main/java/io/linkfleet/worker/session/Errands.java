package io.linkfleet.worker.session;

import io.linkfleet.tracing.Span;
import io.linkfleet.worker.errand.Errand;
import io.linkfleet.worker.session.SessionEvent.CommandReceived;
import io.linkfleet.worker.whatsapp.WhatsAppEvent;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Whose errand each connection of a session is on, and the step of it that waits for WhatsApp.
/// A connection that is up for the instance's own sake is on nobody's.
final class Errands {
  private record Leg(Errand errand, Span step) {}

  /// Empty, and without a table, in all but a few sessions at a time.
  private final Map<ConnectionId, Leg> legs = new HashMap<>(0);

  Errand of(ConnectionId connection) {
    Leg leg = legs.get(connection);
    return leg == null ? Errand.NONE : leg.errand();
  }

  /// Ends the step that this was waited for.
  void noticed(ConnectionId connection, WhatsAppEvent happened) {
    Leg leg = legs.get(connection);
    if (leg == null) {
      return;
    }
    Optional<Consumer<Span>> outcome = outcome(happened);
    outcome.ifPresent(
        note -> {
          note.accept(leg.step());
          leg.step().end();
        });
    if (happened instanceof WhatsAppEvent.Closed) {
      legs.remove(connection);
    }
  }

  /// How it ends a step; empty if it does not.
  private static Optional<Consumer<Span>> outcome(WhatsAppEvent happened) {
    return switch (happened) {
      case WhatsAppEvent.Online _,
          WhatsAppEvent.RestartRequired _,
          WhatsAppEvent.QrCodeShown _,
          WhatsAppEvent.PairingCodeShown _,
          WhatsAppEvent.Paired _ ->
          Optional.of(_ -> {});
      case WhatsAppEvent.DeviceUnlinked(var evidence) ->
          Optional.of(step -> step.note("linkfleet.evidence", evidence.name()));
      case WhatsAppEvent.UnlinkFailed(var code) ->
          failed(code.map(number -> "error " + number).orElse("no answer"));
      case WhatsAppEvent.LoginRefused(var refusal, _, _) -> failed(refusal.name());
      case WhatsAppEvent.PairingRefused _ -> failed("PairingRefused");
      case WhatsAppEvent.StreamReplaced _ -> failed("StreamReplaced");
      case WhatsAppEvent.Closed(var cause) -> failed(cause.name());
      case WhatsAppEvent.CredentialsChanged _ -> Optional.empty();
    };
  }

  private static Optional<Consumer<Span>> failed(String reason) {
    return Optional.of(step -> step.failed(reason));
  }

  /// What the transition connects, or asks of a connection, is on the errand that caused it. A
  /// logout takes over the connection that is to unlink its device, and joins an unlink that is on
  /// nobody's errand.
  void follow(SessionState before, SessionEvent event, Transition transition, Errand errand) {
    SessionState next = transition.next();
    if (!errand.isNone()) {
      transition.effects().forEach(effect -> begin(effect, errand));
      if (event instanceof CommandReceived) {
        next.departures().forEach(departure -> join(before, departure, errand));
      }
    }
    if (next.link() instanceof Link.Online(var connection, _, _, _)) {
      legs.remove(connection);
    }
  }

  private void begin(Effect effect, Errand errand) {
    switch (effect) {
      case Effect.Login(var connection, _) -> begin(connection, "login", errand);
      case Effect.Register(var connection, _) -> begin(connection, "register", errand);
      case Effect.SendUnlink(var connection) -> begin(connection, "unlink", errand);
      case Effect.ConfirmPairing _,
          Effect.Disconnect _,
          Effect.RetryAfter _,
          Effect.AwaitTurn _,
          Effect.Schedule _,
          Effect.Answer _ -> {}
    }
  }

  private void join(SessionState before, Departure departure, Errand errand) {
    switch (departure.phase()) {
      case Departure.Connecting(var connection, _) -> join(before, connection, "login", errand);
      case Departure.Unlinking(var connection, _) -> join(before, connection, "unlink", errand);
      case Departure.BackingOff _ -> {}
    }
  }

  private void join(SessionState before, ConnectionId connection, String step, Errand errand) {
    Errand current = of(connection);
    boolean others =
        before.link().openConnection().filter(connection::equals).isPresent() && current != errand;
    if (current.isNone() || others) {
      begin(connection, step, errand);
    }
  }

  private void begin(ConnectionId connection, String step, Errand errand) {
    Leg earlier = legs.put(connection, new Leg(errand, errand.step(step)));
    if (earlier != null) {
      earlier.step().end();
    }
  }

  /// The session does nothing more.
  void end() {
    legs.values().forEach(leg -> leg.step().failed("partition_released").end());
    legs.clear();
  }
}
