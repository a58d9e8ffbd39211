package io.linkfleet.faults.check;

import java.util.List;

/// One thing that must hold.
public interface Invariant {
  /// A sentence.
  String promise();

  /// What contradicts it, a line each; none when it held.
  List<String> violations(Evidence evidence);

  /// All of them.
  static List<Invariant> all() {
    return List.of(
        new ConfirmedMeansGone(),
        new NoUnlinkForgotten(),
        new NoPairingLost(),
        new OneConnectionPerDevice(),
        new AnsweredInTime(),
        new SlownessStaysAtHome(),
        new EventsWithoutGaps(),
        new EverybodyOnline(),
        new NoKeysLeft());
  }
}
