package io.linkfleet.registry;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// Which budgets Redis has just said are used up. A refusal takes nothing from a window, so until
/// the moment that Redis named nothing can come free: who hammers on is refused again without
/// Redis being asked. It is asked again once a second all the same, for a budget may be raised
/// and a token withdrawn.
///
/// The supplier is a clock that only goes forward, in nanoseconds.
final class SpentBudgets<K> {
  private static final Duration LONGEST = Duration.ofSeconds(1);
  private static final int MOST = 10_000;

  private record Told(Limited limited, long at, long until) {
    private Limited by(long now) {
      return new Limited(limited.allowance(), limited.retryAfter().minusNanos(now - at));
    }
  }

  private final LongSupplier nanos;
  private final Map<K, Told> told = new ConcurrentHashMap<>();

  SpentBudgets(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /// The refusal that is known, or else what comes of asking Redis; where that is a refusal, it is
  /// known from then on.
  <A> A find(K whose, Function<Limited, A> refused, Supplier<A> ask) {
    Optional<Limited> known = find(whose);
    if (known.isPresent()) {
      return refused.apply(known.get());
    }
    // Before Redis is asked: the time that it names counts from no earlier moment.
    long asked = now();
    A answer = ask.get();
    if (answer instanceof Limited limited) {
      remember(whose, limited, asked);
    }
    return answer;
  }

  private long now() {
    return nanos.getAsLong();
  }

  private Optional<Limited> find(K whose) {
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

  private void remember(K whose, Limited limited, long asked) {
    if (told.size() >= MOST) {
      told.clear();
    }
    Duration holds = limited.retryAfter().compareTo(LONGEST) < 0 ? limited.retryAfter() : LONGEST;
    told.put(whose, new Told(limited, now(), asked + holds.toNanos()));
  }
}
