package io.linkfleet.worker.session;

import io.linkfleet.worker.session.SessionEvent.CommandReceived;
import io.linkfleet.worker.session.SessionEvent.FromConnection;
import io.linkfleet.worker.session.SessionEvent.RetryDue;
import io.linkfleet.worker.session.SessionEvent.WriteFailed;
import io.linkfleet.worker.whatsapp.WhatsAppEvent;
import java.time.Instant;
import java.util.StringJoiner;
import org.slf4j.event.Level;

/// How a transition reads in the log: names and ids, never what they carry.
final class TransitionLine {
  private TransitionLine() {}

  /// Of a connection that fails again and again, only the first times are news.
  static Level level(SessionState before, SessionEvent event, Transition transition) {
    boolean again =
        before.failedAttempts() > 1
            && (event instanceof RetryDue
                || event instanceof FromConnection(_, WhatsAppEvent.Closed _));
    return isNews(before, transition) && !again ? Level.INFO : Level.DEBUG;
  }

  /// Whether anything changed or was done.
  static boolean isNews(SessionState before, Transition transition) {
    return !before.equals(transition.next()) || !transition.effects().isEmpty();
  }

  static String state(SessionState state) {
    StringBuilder line = new StringBuilder(state.link().name());
    for (Departure departure : state.departures()) {
      line.append('+').append("Departing.").append(departure.phase().getClass().getSimpleName());
    }
    return line.toString();
  }

  static String event(SessionEvent event) {
    return switch (event) {
      case CommandReceived(var id, var command, _) ->
          command.getClass().getSimpleName() + " command=" + id;
      case FromConnection(var connection, var happened) ->
          fact(happened) + " connection=" + connection.serial();
      case WriteFailed(var cause) -> "WriteFailed(" + event(cause) + ")";
      case SessionEvent other -> other.getClass().getSimpleName();
    };
  }

  static TransitionHistory.Step step(
      Instant at, SessionState before, SessionEvent event, Transition transition) {
    return new TransitionHistory.Step(
        at, state(before), event(event), state(transition.next()), effects(transition));
  }

  static String effects(Transition transition) {
    StringJoiner names = new StringJoiner(", ", "[", "]");
    transition.write().ifPresent(write -> names.add(write.getClass().getSimpleName()));
    transition
        .effects()
        .forEach(
            effect ->
                names.add(
                    switch (effect) {
                      case Effect.Answer(var id, var reply) -> "Answer(" + id + ", " + reply + ")";
                      case Effect other -> other.getClass().getSimpleName();
                    }));
    return names.toString();
  }

  private static String fact(WhatsAppEvent event) {
    return switch (event) {
      case WhatsAppEvent.DeviceUnlinked(var evidence) -> "DeviceUnlinked(" + evidence + ")";
      case WhatsAppEvent.UnlinkFailed(var code) ->
          "UnlinkFailed(" + code.map(String::valueOf).orElse("no answer") + ")";
      case WhatsAppEvent.LoginRefused(var refusal, int code, _) ->
          "LoginRefused(" + refusal + " " + code + ")";
      case WhatsAppEvent.PairingRefused(var reason) -> "PairingRefused(" + reason + ")";
      case WhatsAppEvent.Closed(var cause) -> "Closed(" + cause + ")";
      case WhatsAppEvent other -> other.getClass().getSimpleName();
    };
  }
}
