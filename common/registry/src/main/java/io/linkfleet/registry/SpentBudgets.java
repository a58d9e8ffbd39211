package io.linkfleet.registry;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/// Which budgets Redis has just said are used up. A refusal takes nothing from a window, so until
/// the moment that Redis named nothing can come free: who hammers on is refused again without
/// Redis being asked. It is asked again once a second all the same, for a budget may be raised
/// and a token withdrawn.
///
/// The supplier is a clock that only goes forward, in nanoseconds.
final class SpentBudgets<K> {
  private static final Duration LONGEST = Duration.ofSeconds(1);
  private static final int MOST = 10_000;

  /// What is left, and how long until one request is free again.
  record Spent(Allowance allowance, Duration retryAfter) {}

  private record Told(Spent spent, long at, long until) {
    private Spent by(long now) {
      return new Spent(spent.allowance(), spent.retryAfter().minusNanos(now - at));
    }
  }

  private final LongSupplier nanos;
  private final Map<K, Told> told = new ConcurrentHashMap<>();

  SpentBudgets(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /// To be read before Redis is asked: the time that Redis names counts from no earlier moment.
  long now() {
    return nanos.getAsLong();
  }

  Optional<Spent> find(K whose) {
    Told known = told.get(whose);
    if (known == null) {
      return Optional.empty();
    }
    long now = now();
    if (now - known.until() >= 0) {
      told.remove(whose, known);
      return Optional.empty();
    }
    return Optional.of(known.by(now));
  }

  /// What Redis said when it was asked at that time.
  void remember(K whose, Spent spent, long asked) {
    if (told.size() >= MOST) {
      told.clear();
    }
    Duration holds = spent.retryAfter().compareTo(LONGEST) < 0 ? spent.retryAfter() : LONGEST;
    told.put(whose, new Told(spent, now(), asked + holds.toNanos()));
  }
}
