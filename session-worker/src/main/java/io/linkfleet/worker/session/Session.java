package io.linkfleet.worker.session;

import io.linkfleet.contract.CommandEnvelope;
import io.linkfleet.contract.CommandId;
import io.linkfleet.contract.InstanceId;
import io.linkfleet.contract.PhoneNumber;
import io.linkfleet.contract.Reply;
import io.linkfleet.contract.Reply.Failed;
import io.linkfleet.contract.Reply.Failure;
import io.linkfleet.registry.Fence;
import io.linkfleet.registry.NotReplicated;
import io.linkfleet.registry.RegistryUnavailable;
import io.linkfleet.registry.StaleOwner;
import io.linkfleet.tracing.LogMarks;
import io.linkfleet.worker.device.PairingKeys;
import io.linkfleet.worker.device.StoredDevices;
import io.linkfleet.worker.errand.Errand;
import io.linkfleet.worker.pause.Claim;
import io.linkfleet.worker.session.SessionEvent.Activated;
import io.linkfleet.worker.session.SessionEvent.ClientVersionChanged;
import io.linkfleet.worker.session.SessionEvent.CommandReceived;
import io.linkfleet.worker.session.SessionEvent.FromConnection;
import io.linkfleet.worker.session.SessionEvent.Released;
import io.linkfleet.worker.session.SessionEvent.RetryDue;
import io.linkfleet.worker.session.SessionEvent.WriteFailed;
import io.linkfleet.worker.session.TransitionHistory.Step;
import io.linkfleet.worker.whatsapp.Connection;
import io.linkfleet.worker.whatsapp.WhatsAppEvent;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.Cause;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One instance in the worker that owns it: takes what [SessionMachine] decides and does it.
///
/// Everything happens on the mailbox, so the fields need no guard; only the state may be looked at
/// from elsewhere. Writes carry the owner's fence;
/// a session whose owner is stale asks its partition to step back and does nothing more.
public final class Session {
  private static final Logger log = LoggerFactory.getLogger(Session.class);

  /// Where the sessions of a partition meet the rest of the worker.
  public interface Owner {
    /// Proves ownership in every durable write.
    Fence fence();

    /// Throws [StaleOwner] if it is not any more.
    void proveOwnership();

    void answer(CommandId command, Reply reply);

    /// A write was done, or may have been; it may have queued events that are to be published.
    void stored(InstanceId instance);

    /// The session has nothing to do: dropped, and made anew for the next command, it would be the
    /// same. The condition says whether nothing comes that was posted or scheduled before; it holds
    /// for as long as the owner posts nothing, and is to be asked before this returns.
    void atRest(InstanceId instance, BooleanSupplier nothingComes);

    /// Runs the task when the worker may make one more connection, unless the partition is lost
    /// before. The task must only post.
    void awaitTurn(Runnable task);

    /// Another owner has a newer epoch: all sessions of the partition are to stop.
    void stepBack();
  }

  /// An event and on whose errand it is; that of a connection's events is the connection's.
  private record Posted(SessionEvent event, boolean byTimer, Errand errand) {}

  private final InstanceId instance;
  private final Owner owner;
  private final Surroundings around;
  private final Mailbox<Posted> mailbox;
  private final Map<ConnectionId, Connection> connections = HashMap.newHashMap(1);
  private final Errands errands = new Errands();
  private final CompletableFuture<Void> released = new CompletableFuture<>();

  /// Of the event that is being handled; what is scheduled meanwhile is on the same one.
  private Errand errand = Errand.NONE;

  /// How many events timers are still to post, or have posted and nobody has handled yet.
  private int scheduled;

  private volatile Optional<SessionState> state = Optional.empty();

  /// The registry has no such instance.
  private boolean absent;

  /// Of the last write: what its effects say to WhatsApp is said only while this stands.
  private Claim claim = () -> false;

  public Session(InstanceId instance, Owner owner, Surroundings around, Executor executor) {
    this.instance = instance;
    this.owner = owner;
    this.around = around;
    this.mailbox = new Mailbox<Posted>(executor, this::handle);
  }

  /// Answers through the owner, now or later, exactly once unless the session is released first.
  public void command(CommandEnvelope envelope, Errand asked) {
    post(new CommandReceived(envelope.id(), envelope.command(), envelope.deadline()), asked);
  }

  /// Loads the instance if that was not done yet and connects whatever has to be.
  public void activate() {
    post(new Activated(), Errand.NONE);
  }

  /// A newer client version is known. Who was refused as outdated logs in again when its turn
  /// comes; to an instance that is not loaded it means nothing.
  public void clientVersionChanged() {
    post(new ClientVersionChanged(), Errand.NONE);
  }

  /// Closes the sockets, writes nothing and unlinks nothing. Completed when that is done; nothing
  /// the session receives afterwards has any effect.
  public CompletableFuture<Void> release() {
    post(new Released(), Errand.NONE);
    return released;
  }

  /// The same for one at rest, which has no sockets: nobody waits for it.
  public void drop() {
    var _ = release();
  }

  /// Any thread may look. Empty while nothing is loaded.
  public Optional<SessionView> view() {
    return state.map(found -> SessionView.of(found, around.history().of(instance)));
  }

  private void post(SessionEvent event, Errand on) {
    mailbox.post(new Posted(event, false, on));
  }

  private void handle(Posted posted) {
    if (posted.byTimer()) {
      scheduled--;
    }
    errand =
        posted.event() instanceof FromConnection(var connection, _)
            ? errands.of(connection)
            : posted.errand();
    errand.taken();
    try (LogMarks _ = errand.mark(instance)) {
      handle(posted.event());
    } finally {
      errand = Errand.NONE;
    }
  }

  private void handle(SessionEvent event) {
    if (released.isDone()) {
      return;
    }
    try {
      if (event instanceof Released) {
        state.ifPresent(found -> release(found, event));
        released.complete(null);
      } else if (state.isPresent() || !(event instanceof ClientVersionChanged)) {
        load(event).ifPresent(found -> take(found, event));
        tellIfAtRest();
      }
    } catch (StaleOwner stale) {
      log.debug("instance={} {}: stepping back", instance, stale.getMessage());
      owner.stepBack();
    } catch (RuntimeException surprise) {
      log.error("instance={} {} failed", instance, nameOf(event), surprise);
      if (event instanceof CommandReceived(var id, _, _)) {
        owner.answer(id, new Failed(Failure.INTERNAL));
      }
    }
  }

  private void release(SessionState held, SessionEvent event) {
    take(held, event);
    errands.end();
    around.meters().released(held);
  }

  private void tellIfAtRest() {
    if (state.map(SessionState::isIdle).orElse(absent)) {
      owner.atRest(instance, this::nothingComes);
    }
  }

  /// The event that is being handled is still in the mailbox.
  private boolean nothingComes() {
    return scheduled == 0 && mailbox.depth() == 1;
  }

  private Optional<SessionState> load(SessionEvent event) {
    if (state.isPresent()) {
      return state;
    }
    absent = false;
    try {
      Optional<StoredDevices> stored = around.devices().load(instance);
      around.outages().redis().over();
      absent = stored.isEmpty();
      stored.ifPresent(this::restore);
      if (absent && event instanceof CommandReceived(var id, var command, _)) {
        owner.answer(id, CommandRules.whenDeleted(command));
      }
    } catch (RuntimeException unavailable) {
      notStored("loading", unavailable);
      if (event instanceof CommandReceived(var id, var command, _) && command.expires()) {
        owner.answer(id, new Failed(Failure.STORE_UNAVAILABLE));
      } else {
        schedule(SessionMachine.STORE_RETRY, event);
      }
    }
    return state;
  }

  private void restore(StoredDevices stored) {
    SessionState restored = SessionState.restored(stored);
    state = Optional.of(restored);
    around.meters().loaded(restored, stored.departingSince());
  }

  private void take(SessionState before, SessionEvent event) {
    if (event instanceof FromConnection(var connection, var happened)) {
      notice(connection, happened);
    }
    Instant now = around.clock().instant();
    Transition transition = SessionMachine.on(before, event, now);
    if (transition.write().isPresent()
        && !stored(transition.write().get(), transition.next(), event)) {
      take(before, new WriteFailed(event));
      return;
    }
    state = Optional.of(transition.next());
    around.meters().taken(before, event, transition);
    errands.follow(before, event, transition, errand);
    try {
      transition.effects().forEach(effect -> perform(effect, now));
    } finally {
      // Last: nobody who waits for an effect waits for the log.
      tell(before, event, transition, now);
    }
  }

  private void notice(ConnectionId connection, WhatsAppEvent happened) {
    errands.noticed(connection, happened);
    if (happened instanceof WhatsAppEvent.Closed(var cause)) {
      connections.remove(connection);
      if (cause == Cause.UNREACHABLE || cause == Cause.HANDSHAKE_FAILED) {
        around.outages().whatsApp().failed(cause.name());
      }
    } else if (happened instanceof WhatsAppEvent.Online) {
      around.outages().whatsApp().over();
    }
  }

  private boolean stored(StoreWrite write, SessionState next, SessionEvent event) {
    try {
      do {
        claim = around.pauses().claim();
        if (write instanceof StoreWrite.ProveOwnership) {
          owner.proveOwnership();
        } else {
          StoreWrites.carryOut(write, around.devices(), owner.fence(), instance, next.recorded());
          owner.stored(instance);
        }
      } while (!claim.stands());
      around.outages().redis().over();
      return true;
    } catch (StaleOwner stale) {
      throw stale;
    } catch (RuntimeException failure) {
      notStored(write.getClass().getSimpleName() + " of " + nameOf(event), failure);
      // It may have been, with its events, and only its confirmation be missing.
      owner.stored(instance);
      return false;
    }
  }

  /// Redis being away is said once for all sessions; anything else is about this one.
  private void notStored(String what, RuntimeException failure) {
    if (failure instanceof RegistryUnavailable || failure instanceof NotReplicated) {
      around.outages().redis().failed(failure);
    } else {
      log.warn("instance={} {} failed: {}", instance, what, failure.toString());
    }
  }

  private void perform(Effect effect, Instant now) {
    switch (effect) {
      case Effect.Register(var id, var number) -> connections.put(id, register(id, number));
      case Effect.Login(var id, var device) ->
          connections.put(id, around.whatsApp().login(device, claim, event -> receive(id, event)));
      case Effect.ConfirmPairing(var id) ->
          connection(id).ifPresent(found -> found.confirmPairing(claim));
      case Effect.SendUnlink(var id) -> connection(id).ifPresent(found -> found.unlink(claim));
      case Effect.Disconnect(var id) ->
          Optional.ofNullable(connections.remove(id)).ifPresent(Connection::close);
      case Effect.RetryAfter(int attempt, long ticket) -> {
        Errand on = errand;
        around.timers().schedule(around.backoff().after(attempt), () -> awaitTurn(ticket, on));
      }
      case Effect.AwaitTurn(long ticket) -> awaitTurn(ticket, errand);
      case Effect.Schedule(var at, var event) -> schedule(Duration.between(now, at), event);
      case Effect.Answer(var id, var reply) -> owner.answer(id, reply);
    }
  }

  private void awaitTurn(long ticket, Errand on) {
    owner.awaitTurn(() -> post(new RetryDue(ticket), on));
  }

  private Connection register(ConnectionId id, Optional<PhoneNumber> number) {
    PairingKeys keys = PairingKeys.generate(around.random());
    Consumer<WhatsAppEvent> listener = event -> receive(id, event);
    return number
        .map(phone -> around.whatsApp().registerByCode(keys, phone, listener))
        .orElseGet(() -> around.whatsApp().register(keys, listener));
  }

  private Optional<Connection> connection(ConnectionId id) {
    return Optional.ofNullable(connections.get(id));
  }

  private void receive(ConnectionId connection, WhatsAppEvent event) {
    post(new FromConnection(connection, event), Errand.NONE);
  }

  private void schedule(Duration delay, SessionEvent event) {
    scheduled++;
    Posted later = new Posted(event, true, errand);
    around.timers().schedule(delay, () -> mailbox.post(later));
  }

  /// Said once, to the log and to whoever looks at the session.
  private void tell(SessionState before, SessionEvent event, Transition transition, Instant now) {
    Step step = TransitionLine.step(now, before, event, transition);
    log.atLevel(TransitionLine.level(before, event, transition))
        .log(
            "instance={} epoch={} {} --{}--> {} {}",
            instance,
            owner.fence().epoch(),
            step.from(),
            step.event(),
            step.to(),
            step.effects());
    if (TransitionLine.isNews(before, transition)) {
      around.history().add(instance, step);
    }
  }

  private static String nameOf(SessionEvent event) {
    return TransitionLine.event(event);
  }
}
