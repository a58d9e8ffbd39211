package io.linkfleet.worker.session;

import io.linkfleet.contract.Command;
import io.linkfleet.worker.session.SessionEvent.CommandReceived;
import io.linkfleet.worker.session.SessionEvent.FromConnection;
import io.linkfleet.worker.whatsapp.WhatsAppEvent;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.Cause;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.Evidence;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Everything that can happen to an instance, each kind at least once, by name.
final class Happening {
  /// Of a command that nothing in the stories waits for.
  static final int COMMAND = 700;

  private static final int SOME_CODE = 499;

  private Happening() {}

  /// What can come in this state: from the given connection, and with the given ticket.
  static Map<String, SessionEvent> in(ConnectionId connection, long ticket) {
    Map<String, SessionEvent> all = new LinkedHashMap<>();
    for (Command command : commands()) {
      var id = Story.id(COMMAND);
      all.put(nameOf(command), new CommandReceived(id, command, Story.DEADLINE));
    }
    for (WhatsAppEvent event : fromWhatsApp()) {
      all.put(nameOf(event), new FromConnection(connection, event));
    }
    for (SessionEvent event : others(ticket)) {
      all.put(nameOf(event), event);
    }
    return all;
  }

  private static List<Command> commands() {
    return List.of(
        new Command.Connect(),
        new Command.ConnectByCode(Story.NUMBER),
        new Command.Reconnect(),
        new Command.Logout(),
        new Command.Delete());
  }

  private static List<WhatsAppEvent> fromWhatsApp() {
    List<WhatsAppEvent> events = new ArrayList<>();
    var later = Story.START.plusSeconds(90);
    events.add(new WhatsAppEvent.QrCodeShown("another code", later));
    events.add(new WhatsAppEvent.PairingCodeShown("WXYZ9876", later));
    events.add(new WhatsAppEvent.Paired(Circumstance.DEVICE));
    events.add(new WhatsAppEvent.PairingRefused("for a test"));
    events.add(new WhatsAppEvent.RestartRequired());
    events.add(new WhatsAppEvent.Online());
    for (Evidence evidence : Evidence.values()) {
      events.add(new WhatsAppEvent.DeviceUnlinked(evidence));
    }
    for (int code : List.of(400, 401, 403, 404, 405, 410, 429, 500, 503)) {
      events.add(new WhatsAppEvent.UnlinkFailed(Optional.of(code)));
    }
    events.add(new WhatsAppEvent.UnlinkFailed(Optional.empty()));
    events.add(new WhatsAppEvent.StreamReplaced());
    for (Refusal refusal : Refusal.values()) {
      Optional<Duration> wait =
          Optional.of(Duration.ofHours(1)).filter(_ -> refusal == Refusal.TEMPORARILY_BANNED);
      events.add(new WhatsAppEvent.LoginRefused(refusal, SOME_CODE, wait));
    }
    events.add(new WhatsAppEvent.CredentialsChanged(Circumstance.DEVICE));
    for (Cause cause : Cause.values()) {
      events.add(new WhatsAppEvent.Closed(cause));
    }
    return events;
  }

  private static List<SessionEvent> others(long ticket) {
    return List.of(
        new SessionEvent.Activated(),
        new SessionEvent.RetryDue(ticket),
        new SessionEvent.ClientVersionChanged(),
        new SessionEvent.StandingDoubted(),
        new SessionEvent.DeadlinePassed(Story.id(Circumstance.WAITING)),
        new SessionEvent.Released(),
        new SessionEvent.WriteFailed(new SessionEvent.Activated()));
  }

  /// The closed sets that the samples are taken from.
  static Set<Class<?>> kinds() {
    return Stream.of(Command.class, WhatsAppEvent.class, SessionEvent.class)
        .flatMap(set -> Stream.of(set.getPermittedSubclasses()))
        .collect(Collectors.toSet());
  }

  /// Which of [#kinds] the event is of: what carries another counts as both.
  static Stream<Class<?>> kindsOf(SessionEvent event) {
    return switch (event) {
      case CommandReceived(_, var command, _) -> Stream.of(event.getClass(), command.getClass());
      case FromConnection(_, var happened) -> Stream.of(event.getClass(), happened.getClass());
      case SessionEvent other -> Stream.of(other.getClass());
    };
  }

  /// Its kind, and in brackets what else can make a difference.
  private static String nameOf(Object event) {
    String detail =
        switch (event) {
          case WhatsAppEvent.DeviceUnlinked(var evidence) -> "(" + evidence + ")";
          case WhatsAppEvent.UnlinkFailed(var code) ->
              "(" + code.map(String::valueOf).orElse("no answer") + ")";
          case WhatsAppEvent.LoginRefused(var refusal, _, _) -> "(" + refusal + ")";
          case WhatsAppEvent.Closed(var cause) -> "(" + cause + ")";
          case Object _ -> "";
        };
    return event.getClass().getSimpleName() + detail;
  }
}
