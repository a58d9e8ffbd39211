package io.linkfleet.worker.session;

import io.linkfleet.contract.InstanceId;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The last transitions of the instances that had any lately, as the log tells them: names and ids,
/// never what they carry. Bounded: an idle instance costs nothing here.
public final class TransitionHistory {
  private static final int STEPS_OF_ONE = 64;
  private static final int INSTANCES = 1_000;

  /// One transition: the states it was between, what caused it, and what was done.
  public record Step(Instant at, String from, String event, String to, String effects) {
    boolean isMove() {
      return !from.equals(to);
    }
  }

  private final Map<InstanceId, Deque<Step>> steps =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<InstanceId, Deque<Step>> eldest) {
          return size() > INSTANCES;
        }
      };

  synchronized void add(InstanceId instance, Step step) {
    Deque<Step> last = steps.computeIfAbsent(instance, _ -> new ArrayDeque<>());
    if (last.size() == STEPS_OF_ONE) {
      last.removeFirst();
    }
    last.addLast(step);
  }

  /// Oldest first, at most 64; those under earlier owners are not known here.
  synchronized List<Step> of(InstanceId instance) {
    Deque<Step> last = steps.get(instance);
    return last == null ? List.of() : List.copyOf(last);
  }
}
