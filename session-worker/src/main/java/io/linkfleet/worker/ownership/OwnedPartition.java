package io.linkfleet.worker.ownership;

import io.linkfleet.contract.CommandEnvelope;
import io.linkfleet.contract.CommandId;
import io.linkfleet.contract.EnvelopeHeader;
import io.linkfleet.contract.InstanceId;
import io.linkfleet.contract.Reply;
import io.linkfleet.contract.ReplyEnvelope;
import io.linkfleet.registry.Fence;
import io.linkfleet.tracing.LogMarks;
import io.linkfleet.tracing.Spans;
import io.linkfleet.tracing.TraceParent;
import io.linkfleet.worker.errand.Errand;
import io.linkfleet.worker.outage.Outage;
import io.linkfleet.worker.pause.Claim;
import io.linkfleet.worker.session.Session;
import io.linkfleet.worker.session.SessionView;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A partition from its assignment to its loss: its epoch, its sessions, its open commands.
///
/// Commands that arrive before the epoch is taken wait for it. After [#release] nothing is
/// answered and nothing written any more.
final class OwnedPartition implements Session.Owner {
  private static final Logger log = LoggerFactory.getLogger(OwnedPartition.class);

  private static final int RESTING_KEPT = 256;

  private record Origin(long offset, CommandEnvelope envelope, Instant takenUp, Errand errand) {}

  private final int partition;
  private final PartitionWork work;
  private final Optional<Progress> left;
  private final OpenOffsets offsets = new OpenOffsets();
  private final Map<CommandId, Origin> open = new ConcurrentHashMap<>();
  private final LoadedSessions<Session> sessions = new LoadedSessions<>(RESTING_KEPT);
  private final Queue<Origin> early = new ArrayDeque<>();
  private final ReentrantLock lock = new ReentrantLock();
  private volatile Fence fence;
  private volatile boolean released;
  private volatile Instant staleSince = Instant.MAX;

  /// `left` is how far the last owner came, if it is known: what it has answered comes again all
  /// the same where an earlier command is not answered.
  OwnedPartition(int partition, PartitionWork work, Optional<Progress> left) {
    this.partition = partition;
    this.work = work;
    this.left = left;
  }

  /// Takes the epoch and connects what is linked, in the background and paced; tries until it
  /// succeeds or the partition is released.
  void acquire() {
    Claim assigned = work.surroundings().pauses().claim();
    work.executor().execute(() -> tryToAcquire(assigned));
  }

  private void tryToAcquire(Claim assigned) {
    if (released) {
      return;
    }
    if (!assigned.stands()) {
      // Kafka may be about to tell that it is another's, whose epoch this would make stale.
      work.timers().schedule(work.acquireRetry(), this::acquire);
      return;
    }
    try {
      Fence taken = work.ownerships().take(partition, work.workerId());
      Set<InstanceId> linked = work.surroundings().devices().linkedOf(partition);
      work.events().begin(taken);
      begin(taken, linked);
      redis().over();
    } catch (RuntimeException unavailable) {
      redis().failed(unavailable);
      work.timers().schedule(work.acquireRetry(), this::acquire);
    }
  }

  private Outage redis() {
    return work.surroundings().outages().redis();
  }

  private void begin(Fence taken, Set<InstanceId> linked) {
    lock.lock();
    try {
      if (released) {
        work.events().end(taken);
        return;
      }
      fence = taken;
      work.meters().changed(OwnershipMeters.Change.TAKEN);
      log.info("partition={} epoch={} owned, {} linked", partition, taken.epoch(), linked.size());
      early.forEach(this::give);
      early.clear();
    } finally {
      lock.unlock();
    }
    linked.forEach(instance -> awaitTurn(() -> activate(instance)));
  }

  /// None begins after the release: nobody would end it.
  private void activate(InstanceId instance) {
    lock.lock();
    try {
      if (!released) {
        session(instance).activate();
      }
    } finally {
      lock.unlock();
    }
  }

  /// Never blocks: the session answers when it can. `sent` is when the record was, `trace` what it
  /// belongs to.
  void handOver(long offset, CommandEnvelope envelope, Optional<TraceParent> trace, Instant sent) {
    if (left.filter(progress -> progress.isAnswered(offset)).isPresent()) {
      skip(offset);
      return;
    }
    offsets.opened(offset);
    Origin earlier = open.get(envelope.id());
    if (earlier != null) {
      try (LogMarks _ = earlier.errand().mark(envelope.instance())) {
        log.warn("partition={} command={} delivered twice", partition, envelope.id());
      }
      if (earlier.offset() != offset) {
        offsets.answered(offset);
      }
      return;
    }
    Errand errand = new Errand(envelope, trace, sent, work.spans());
    Origin origin = new Origin(offset, envelope, work.surroundings().clock().instant(), errand);
    open.put(envelope.id(), origin);
    lock.lock();
    try {
      if (fence == null) {
        early.add(origin);
      } else if (!released) {
        give(origin);
      }
    } finally {
      lock.unlock();
    }
  }

  /// A record that is no command this version knows. Whoever waits for it is told at once; the
  /// partition goes on in any case.
  void refuse(long offset, Optional<EnvelopeHeader> header) {
    boolean known = header.isPresent() && header.get().replyPartition().isPresent();
    if (!known || left.filter(progress -> progress.isAnswered(offset)).isPresent()) {
      skip(offset);
      return;
    }
    offsets.opened(offset);
    ReplyEnvelope reply =
        new ReplyEnvelope(
            header.get().id(),
            header.get().instance(),
            new Reply.Failed(Reply.Failure.NOT_UNDERSTOOD));
    int replyPartition = header.get().replyPartition().getAsInt();
    // To a partition that is none, sending blocks.
    work.executor()
        .execute(
            () ->
                work.replies()
                    .publish(
                        replyPartition,
                        reply,
                        Spans.OFF.begin("refuse", Spans.Kind.PRODUCER, Optional.empty()),
                        () -> offsets.answered(offset)));
  }

  /// A record that is no command, or is answered: there is nobody to answer.
  void skip(long offset) {
    offsets.opened(offset);
    offsets.answered(offset);
  }

  private void give(Origin origin) {
    CommandEnvelope envelope = origin.envelope();
    session(envelope.instance()).command(envelope, origin.errand());
  }

  /// For who holds the lock, for as long as what is posted to it is not posted.
  private Session session(InstanceId instance) {
    return sessions.of(instance, id -> new Session(id, this, work.surroundings(), work.executor()));
  }

  /// Whether the instance is in memory, and what it is doing.
  Optional<SessionView> look(InstanceId instance) {
    return sessions.find(instance).flatMap(Session::view);
  }

  void clientVersionChanged() {
    if (!released) {
      sessions.all().forEach(Session::clientVersionChanged);
    }
  }

  Optional<Progress> progress() {
    return offsets.progress();
  }

  int inFlight() {
    return offsets.count();
  }

  /// When the oldest command was taken up that is not answered.
  Optional<Instant> oldestCommand() {
    return open.values().stream().map(Origin::takenUp).min(Comparator.naturalOrder());
  }

  /// Whether its epoch is ours, as far as we know.
  boolean isOwning() {
    return fence != null && !released;
  }

  /// Whether this partition stepped back so long ago that Kafka would have taken it from us by now
  /// if it were another's.
  boolean isReclaimable() {
    Instant now = work.surroundings().clock().instant();
    return !staleSince.equals(Instant.MAX) && !now.isBefore(staleSince.plus(work.reclaimAfter()));
  }

  /// Closes every socket and stops answering. Completed when the last socket is being closed.
  CompletableFuture<Void> release() {
    lock.lock();
    try {
      released = true;
      early.clear();
      if (fence != null) {
        work.events().end(fence);
      }
    } finally {
      lock.unlock();
    }
    open.values().forEach(origin -> origin.errand().left());
    return CompletableFuture.allOf(
        sessions.all().stream().map(Session::release).toArray(CompletableFuture[]::new));
  }

  @Override
  public Fence fence() {
    return fence;
  }

  @Override
  public void proveOwnership() {
    work.ownerships().prove(fence);
  }

  @Override
  public void answer(CommandId command, Reply reply) {
    Origin origin = open.remove(command);
    if (origin == null) {
      log.error("command={} answered without being open: {}", command, reply);
      return;
    }
    if (released) {
      return;
    }
    InstanceId instance = origin.envelope().instance();
    try (LogMarks _ = origin.errand().mark(instance)) {
      work.replies()
          .publish(
              origin.envelope().replyPartition(),
              new ReplyEnvelope(command, instance, reply),
              origin.errand().answered(reply),
              () -> offsets.answered(origin.offset()));
    }
  }

  @Override
  public void stored(InstanceId instance) {
    work.events().changed(fence, instance);
  }

  /// Nobody posts while it is looked at: commands come under the lock.
  @Override
  public void atRest(InstanceId instance, BooleanSupplier nothingComes) {
    lock.lock();
    try {
      if (!released && nothingComes.getAsBoolean()) {
        sessions.atRest(instance).ifPresent(Session::drop);
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void awaitTurn(Runnable task) {
    work.pace().next(() -> !released, task);
  }

  @Override
  public void stepBack() {
    if (released) {
      return;
    }
    log.warn("partition={} epoch={} is stale: stepping back", partition, fence.epoch());
    staleSince = work.surroundings().clock().instant();
    work.meters().changed(OwnershipMeters.Change.STALE);
    var _ = release();
  }
}
