package io.linkfleet.worker.session;

import io.linkfleet.contract.Standing;
import io.linkfleet.worker.session.TransitionHistory.Step;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A session at a moment, for who has to find out what it is doing. `since` is when it entered its
/// state; absent when that is longer ago than its transitions are remembered.
public record SessionView(
    String state,
    Optional<Instant> since,
    Standing standing,
    int departing,
    int waitingCommands,
    List<Step> transitions) {

  static SessionView of(SessionState state, List<Step> transitions) {
    return new SessionView(
        TransitionLine.state(state),
        transitions.reversed().stream().filter(Step::isMove).findFirst().map(Step::at),
        state.recorded(),
        state.departures().size(),
        state.connects().size() + state.logouts().size(),
        transitions);
  }
}
