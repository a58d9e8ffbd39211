package io.linkfleet.worker.ownership;

import io.linkfleet.contract.InstanceId;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// The sessions of a partition that are in memory. Those at rest are kept for calls that come soon,
/// so many at most: what is not linked and asked for once must not stay for ever.
///
/// Only who holds the partition's lock changes anything; any thread may look at all of them.
final class LoadedSessions<S> {
  private final int restingKept;
  private final Map<InstanceId, S> sessions = new ConcurrentHashMap<>();

  /// Whoever came to rest last comes last.
  private final SequencedSet<InstanceId> resting = new LinkedHashSet<>();

  LoadedSessions(int restingKept) {
    this.restingKept = restingKept;
  }

  /// The session, which is not at rest any more.
  S of(InstanceId instance, Function<InstanceId, S> create) {
    resting.remove(instance);
    return sessions.computeIfAbsent(instance, create);
  }

  /// It has nothing to do. Answers the one that has had nothing to do for the longest, if it is
  /// one too many, and does not know it any more.
  Optional<S> atRest(InstanceId instance) {
    if (sessions.containsKey(instance)) {
      resting.remove(instance);
      resting.addLast(instance);
    }
    return resting.size() > restingKept
        ? Optional.of(sessions.remove(resting.removeFirst()))
        : Optional.empty();
  }

  Optional<S> find(InstanceId instance) {
    return Optional.ofNullable(sessions.get(instance));
  }

  Collection<S> all() {
    return sessions.values();
  }
}
