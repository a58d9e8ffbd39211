package io.linkfleet.worker.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// A decision: what must be stored first, the state that then holds, and what to do in it. If the
/// write fails the transition is not taken.
record Transition(SessionState next, Optional<StoreWrite> write, List<Effect> effects) {
  Transition {
    Objects.requireNonNull(next, "next");
    Objects.requireNonNull(write, "write");
    effects = List.copyOf(effects);
  }

  static Transition to(SessionState next, Effect... effects) {
    return new Transition(next, Optional.empty(), List.of(effects));
  }

  Transition storing(StoreWrite first) {
    return new Transition(next, Optional.of(first), effects);
  }

  Transition and(Effect... more) {
    return and(List.of(more));
  }

  Transition and(List<? extends Effect> more) {
    List<Effect> all = new ArrayList<>(effects);
    all.addAll(more);
    return new Transition(next, write, all);
  }

  /// The effects of `before` first, then these; the next state is this one's.
  Transition after(List<? extends Effect> before) {
    List<Effect> all = new ArrayList<>(before);
    all.addAll(effects);
    return new Transition(next, write, all);
  }
}
