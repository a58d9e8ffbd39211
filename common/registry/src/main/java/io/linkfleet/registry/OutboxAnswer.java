package io.linkfleet.registry;

import java.util.Map;
import java.util.Set;

/// What came of asking about several queues at once: an answer for each whose owner may ask, and
/// the fences of those that are stale.
public record OutboxAnswer<T>(Map<EventQueue, T> of, Set<Fence> stale) {
  public OutboxAnswer {
    of = Map.copyOf(of);
    stale = Set.copyOf(stale);
  }
}
