package io.linkfleet.worker.session;

import io.linkfleet.contract.PhoneNumber;
import io.linkfleet.contract.Reply.AlreadyConnected;
import io.linkfleet.contract.Reply.Failed;
import io.linkfleet.contract.Reply.Failure;
import io.linkfleet.contract.Reply.PairingCodeGenerated;
import io.linkfleet.contract.Reply.QrCodeGenerated;
import io.linkfleet.worker.device.DeviceCredentials;
import io.linkfleet.worker.session.Effect.ConfirmPairing;
import io.linkfleet.worker.session.Effect.Disconnect;
import io.linkfleet.worker.session.Effect.Login;
import io.linkfleet.worker.session.Effect.Register;
import io.linkfleet.worker.session.Effect.RetryAfter;
import io.linkfleet.worker.session.Effect.Schedule;
import io.linkfleet.worker.session.SessionEvent.RetryDue;
import io.linkfleet.worker.whatsapp.WhatsAppEvent;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.Cause;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.Closed;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.CredentialsChanged;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.DeviceUnlinked;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.LoginRefused;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.Paired;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.PairingCodeShown;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.PairingRefused;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.QrCodeShown;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.Refusal;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.RestartRequired;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.StreamReplaced;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.UnlinkFailed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What the events of the link's own connection mean.
final class LinkRules {
  /// A device that stayed online this long has no failed attempts behind it any more
  /// (WhatsApp Web does the same).
  static final Duration STABLE = Duration.ofSeconds(30);

  /// Where back-off starts after `stream:error` 429: the eighth step, about 21 seconds.
  private static final int RATE_LIMITED_ATTEMPT = 8;

  private LinkRules() {}

  static Transition on(
      SessionState state, ConnectionId connection, WhatsAppEvent event, Instant now) {
    return switch (event) {
      case QrCodeShown(var text, var validUntil) -> codeShown(state, connection, text, validUntil);
      case PairingCodeShown(var code, var validUntil) ->
          pairingCodeShown(state, connection, code, validUntil);
      case Paired(var device) -> paired(state, connection, device);
      case PairingRefused _ -> pairingEnded(state, connection, Failure.WHATSAPP_REFUSED);
      case RestartRequired() -> restarted(state, connection);
      case WhatsAppEvent.Online() -> online(state, connection, now);
      case DeviceUnlinked _ -> unlinked(state, connection);
      case UnlinkFailed _ -> Transition.to(state);
      case StreamReplaced() ->
          halted(state, connection, HaltReason.REPLACED, Optional.empty(), now);
      case LoginRefused(var refusal, _, var retryAfter) ->
          refused(state, connection, refusal, retryAfter, now);
      case CredentialsChanged(var device) -> changed(state, device);
      case Closed(var cause) -> closed(state, connection, cause, now);
    };
  }

  static Transition register(SessionState state, Optional<PhoneNumber> number, boolean loggedOut) {
    SessionState next = state.withFreshSerial();
    ConnectionId connection = next.lastConnection();
    return Transition.to(
        next.with(new Link.Registering(connection, number, loggedOut)),
        new Register(connection, number));
  }

  static Transition login(SessionState state, DeviceCredentials device, int attempt) {
    SessionState next = state.withFreshSerial();
    ConnectionId connection = next.lastConnection();
    return Transition.to(
        next.with(new Link.LoggingIn(connection, device, attempt)), new Login(connection, device));
  }

  private static Transition codeShown(
      SessionState state, ConnectionId connection, String text, Instant validUntil) {
    return switch (state.link()) {
      case Link.Registering(_, var number, boolean loggedOut) when number.isEmpty() ->
          showing(state, new Link.ShowingQr(connection, text, validUntil, loggedOut));
      case Link.ShowingQr(_, _, _, boolean loggedOut) ->
          showing(state, new Link.ShowingQr(connection, text, validUntil, loggedOut));
      case Link _ -> Transition.to(state);
    };
  }

  private static Transition showing(SessionState state, Link.ShowingQr code) {
    return Transition.to(state.with(code).withConnects(List.of()))
        .and(Answers.toAll(state.connects(), new QrCodeGenerated(code.code(), code.validUntil())));
  }

  /// A later one replaces it: the phone asked for a fresh code.
  private static Transition pairingCodeShown(
      SessionState state, ConnectionId connection, String code, Instant validUntil) {
    return switch (state.link()) {
      case Link.Registering(_, var number, boolean loggedOut) when number.isPresent() ->
          showing(
              state,
              new Link.ShowingPairingCode(connection, number.get(), code, validUntil, loggedOut));
      case Link.ShowingPairingCode(_, var number, _, _, boolean loggedOut) ->
          showing(
              state, new Link.ShowingPairingCode(connection, number, code, validUntil, loggedOut));
      case Link _ -> Transition.to(state);
    };
  }

  private static Transition showing(SessionState state, Link.ShowingPairingCode shown) {
    return Transition.to(state.with(shown).withConnects(List.of()))
        .and(
            Answers.toAll(
                state.connects(), new PairingCodeGenerated(shown.code(), shown.validUntil())));
  }

  /// Stored before it is confirmed: from the confirmation on WhatsApp lists the device.
  private static Transition paired(
      SessionState state, ConnectionId connection, DeviceCredentials device) {
    return switch (state.link()) {
      case Link.Registering _, Link.ShowingQr _, Link.ShowingPairingCode _ ->
          Transition.to(
                  state.with(new Link.Confirming(connection, device)),
                  new ConfirmPairing(connection))
              .storing(new StoreWrite.Pair(device));
      case Link _ -> Transition.to(state);
    };
  }

  private static Transition pairingEnded(
      SessionState state, ConnectionId connection, Failure failure) {
    return state
        .link()
        .beforePairing()
        .map(
            before ->
                Transition.to(
                        state.with(before).withConnects(List.of()), new Disconnect(connection))
                    .and(Answers.toAll(state.connects(), new Failed(failure))))
        .orElseGet(() -> Transition.to(state));
  }

  private static Transition restarted(SessionState state, ConnectionId connection) {
    return state
        .link()
        .linkedDevice()
        .map(device -> login(state, device, 0).after(List.of(new Disconnect(connection))))
        .orElseGet(() -> Transition.to(state));
  }

  private static Transition online(SessionState state, ConnectionId connection, Instant now) {
    return switch (state.link()) {
      case Link.LoggingIn(_, var device, int attempt) ->
          Transition.to(
                  state
                      .with(new Link.Online(connection, device, attempt, now))
                      .withConnects(List.of()))
              .and(Answers.toAll(state.connects(), new AlreadyConnected()));
      case Link _ -> Transition.to(state);
    };
  }

  /// The phone or WhatsApp removed the device. Whoever waits to be connected gets a fresh code.
  private static Transition unlinked(SessionState state, ConnectionId connection) {
    Optional<DeviceCredentials> device = state.link().linkedDevice();
    if (device.isEmpty()) {
      return pairingEnded(state, connection, Failure.WHATSAPP_REFUSED);
    }
    Transition next =
        state.connects().isEmpty()
            ? Transition.to(state.with(new Link.Unlinked(true)))
            : pairAnew(state);
    return next.storing(new StoreWrite.EraseCurrent(device.get().keyId()))
        .after(List.of(new Disconnect(connection)));
  }

  /// The latest wish counts: one connection shows codes of one kind.
  private static Transition pairAnew(SessionState state) {
    Optional<PhoneNumber> wanted = state.connects().getLast().number();
    Map<Boolean, List<Waiter>> alike =
        state.connects().stream()
            .collect(Collectors.partitioningBy(waiter -> waiter.number().equals(wanted)));
    return register(state.withConnects(alike.get(true)), wanted, true)
        .after(Answers.toAll(alike.get(false), new Failed(Failure.CANCELLED)));
  }

  private static Transition refused(
      SessionState state,
      ConnectionId connection,
      Refusal refusal,
      Optional<Duration> retryAfter,
      Instant now) {
    if (refusal == Refusal.SERVER_TROUBLE && state.link().linkedDevice().isPresent()) {
      return closed(state, connection, Cause.ENDED_BY_SERVER, now)
          .after(List.of(new Disconnect(connection)));
    }
    return halted(state, connection, HaltReason.of(refusal), retryAfter, now);
  }

  private static Transition halted(
      SessionState state,
      ConnectionId connection,
      HaltReason reason,
      Optional<Duration> retryAfter,
      Instant now) {
    Optional<DeviceCredentials> device = state.link().linkedDevice();
    if (device.isEmpty()) {
      return pairingEnded(state, connection, Failure.WHATSAPP_REFUSED);
    }
    SessionState next = state.withFreshSerial();
    Transition halted =
        Transition.to(
                next.with(
                        new Link.Halted(
                            device.get(), reason, retryAfter.map(now::plus), next.serial()))
                    .withConnects(List.of()),
                new Disconnect(connection))
            .and(Answers.toAll(state.connects(), new Failed(Failure.WHATSAPP_REFUSED)));
    return retryAfter
        .map(wait -> halted.and(new Schedule(now.plus(wait), new RetryDue(next.serial()))))
        .orElse(halted);
  }

  private static Transition changed(SessionState state, DeviceCredentials device) {
    Link link =
        switch (state.link()) {
          case Link.Confirming(var connection, _) -> new Link.Confirming(connection, device);
          case Link.LoggingIn(var connection, _, int attempt) ->
              new Link.LoggingIn(connection, device, attempt);
          case Link.Online(var connection, _, int attempt, var since) ->
              new Link.Online(connection, device, attempt, since);
          case Link other -> other;
        };
    return link.equals(state.link())
        ? Transition.to(state)
        : Transition.to(state.with(link)).storing(new StoreWrite.Update(device));
  }

  private static Transition closed(
      SessionState state, ConnectionId connection, Cause cause, Instant now) {
    return switch (state.link()) {
      case Link.ShowingQr(_, _, _, boolean loggedOut) when !state.connects().isEmpty() ->
          register(state, Optional.empty(), loggedOut);
      case Link.Registering _, Link.ShowingQr _, Link.ShowingPairingCode _ ->
          pairingEnded(state, connection, Failure.WHATSAPP_UNAVAILABLE);
      // The restart that ends pairing may be lost with the connection.
      case Link.Confirming(_, var device) -> login(state, device, 0);
      case Link.LoggingIn(_, var device, int attempt) -> backOff(state, device, attempt + 1, cause);
      case Link.Online(_, var device, int attempt, var since) ->
          backOff(state, device, now.isBefore(since.plus(STABLE)) ? attempt + 1 : 1, cause);
      case Link.Unlinked _, Link.Deleted _, Link.BackingOff _, Link.Halted _ ->
          Transition.to(state);
    };
  }

  private static Transition backOff(
      SessionState state, DeviceCredentials device, int attempt, Cause cause) {
    int from = cause == Cause.RATE_LIMITED ? Math.max(attempt, RATE_LIMITED_ATTEMPT) : attempt;
    SessionState next = state.withFreshSerial();
    return Transition.to(
        next.with(new Link.BackingOff(device, from, next.serial())),
        new RetryAfter(from, next.serial()));
  }
}
