package io.linkfleet.worker.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkfleet.contract.Command;
import io.linkfleet.contract.CommandId;
import io.linkfleet.contract.InstanceStatus;
import io.linkfleet.contract.PhoneNumber;
import io.linkfleet.contract.Reply;
import io.linkfleet.contract.Standing;
import io.linkfleet.contract.StateReason;
import io.linkfleet.worker.device.DeviceCredentials;
import io.linkfleet.worker.device.StoredDevices;
import io.linkfleet.worker.whatsapp.WhatsAppEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Events told to the machine one after the other, as a session would, and what it decided last.
final class Story {
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  static final Instant DEADLINE = START.plusSeconds(15);
  static final String CODE = "https://wa.me/settings/linked_devices#ref";
  static final PhoneNumber NUMBER = new PhoneNumber("5511999990001");
  static final PhoneNumber OTHER_NUMBER = new PhoneNumber("5511999990002");

  private SessionState state;
  private Transition last;
  private Instant now = START;
  private final List<Effect> effects = new ArrayList<>();

  private Story(SessionState state) {
    this.state = state;
    this.last = Transition.to(state);
  }

  static Story neverLinked() {
    return of(Optional.empty(), List.of(), InstanceStatus.DISCONNECTED);
  }

  static Story of(
      Optional<DeviceCredentials> device,
      List<DeviceCredentials> departing,
      InstanceStatus status) {
    return of(device, departing, Set.of(), status);
  }

  /// Taken over from an owner under whom these logouts have had their devices.
  static Story of(
      Optional<DeviceCredentials> device,
      List<DeviceCredentials> departing,
      Set<CommandId> logouts,
      InstanceStatus status) {
    Standing standing = Standing.of(status, StateReason.CREATED);
    return new Story(
        SessionState.restored(
            new StoredDevices(device, departing, Map.of(), logouts, standing, false)));
  }

  /// Loaded as connected, and its turn has come.
  static Story loggingIn(DeviceCredentials device) {
    return of(Optional.of(device), List.of(), InstanceStatus.CONNECTED)
        .then(new SessionEvent.Activated());
  }

  static Story online(DeviceCredentials device) {
    return loggingIn(device).hears(new WhatsAppEvent.Online());
  }

  static Story showingQr() {
    return neverLinked()
        .asks(id(900), new Command.Connect())
        .hears(new WhatsAppEvent.QrCodeShown(CODE, START.plusSeconds(60)));
  }

  static Story showingPairingCode() {
    return neverLinked()
        .asks(id(900), new Command.ConnectByCode(NUMBER))
        .hears(new WhatsAppEvent.PairingCodeShown("ABCD1234", START.plusSeconds(160)));
  }

  static CommandId id(int number) {
    return new CommandId("%032x".formatted(number));
  }

  Story asks(CommandId id, Command command) {
    return then(new SessionEvent.CommandReceived(id, command, DEADLINE));
  }

  Story logsOut(int command) {
    return asks(id(command), new Command.Logout());
  }

  /// From the connection opened last.
  Story hears(WhatsAppEvent event) {
    return hears(new ConnectionId(connection()), event);
  }

  Story hears(ConnectionId connection, WhatsAppEvent event) {
    return then(new SessionEvent.FromConnection(connection, event));
  }

  Story then(SessionEvent event) {
    last = SessionMachine.on(state, event, now);
    expectProofOf(last);
    state = last.next();
    effects.addAll(last.effects());
    return this;
  }

  /// In every story: nothing is said to WhatsApp by whoever may not be the owner any more.
  private static void expectProofOf(Transition taken) {
    boolean speaks =
        taken.effects().stream()
            .anyMatch(
                effect ->
                    effect instanceof Effect.Register
                        || effect instanceof Effect.Login
                        || effect instanceof Effect.ConfirmPairing
                        || effect instanceof Effect.SendUnlink);
    assertThat(taken.write().isPresent() || !speaks).as(taken.toString()).isTrue();
  }

  Story after(Duration time) {
    now = now.plus(time);
    return this;
  }

  /// The timer set last runs out.
  Story retries() {
    Effect.RetryAfter timer =
        effects.stream()
            .filter(Effect.RetryAfter.class::isInstance)
            .map(Effect.RetryAfter.class::cast)
            .reduce((_, second) -> second)
            .orElseThrow();
    return then(new SessionEvent.RetryDue(timer.ticket()));
  }

  private long connection() {
    return effects.stream()
        .mapToLong(
            effect ->
                switch (effect) {
                  case Effect.Register(var id, _) -> id.serial();
                  case Effect.Login(var id, _) -> id.serial();
                  case Effect _ -> -1;
                })
        .max()
        .orElseThrow();
  }

  ConnectionId current() {
    return new ConnectionId(connection());
  }

  SessionState state() {
    return state;
  }

  Link link() {
    return state.link();
  }

  Transition last() {
    return last;
  }

  List<Effect> effects() {
    return List.copyOf(effects);
  }

  /// The answers given so far to the command.
  List<Reply> answers(int command) {
    return effects.stream()
        .filter(effect -> effect instanceof Effect.Answer(var id, _) && id.equals(id(command)))
        .map(effect -> ((Effect.Answer) effect).reply())
        .toList();
  }

  long count(Class<? extends Effect> kind) {
    return effects.stream().filter(kind::isInstance).count();
  }

  Story expectWrite(StoreWrite write) {
    assertThat(last.write()).contains(write);
    return this;
  }

  Story expectNoWrite() {
    assertThat(last.write()).isEmpty();
    return this;
  }

  Story expectEffects(Effect... expected) {
    assertThat(last.effects()).containsExactly(expected);
    return this;
  }

  /// What comes again after a write that failed.
  static Effect.Schedule storeRetry(SessionEvent event) {
    return new Effect.Schedule(START.plus(SessionMachine.STORE_RETRY), event);
  }
}
