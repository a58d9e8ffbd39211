package io.linkfleet.simulator.chat;

import io.linkfleet.simulator.count.Counts;
import io.linkfleet.simulator.fault.Faults;
import io.linkfleet.simulator.phone.Phones;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.function.Supplier;

/// What all connections share.
record Server(
    ChatRules rules,
    InstantSource clock,
    SecureRandom random,
    Phones phones,
    Counts counts,
    Supplier<Faults> faults,
    Switchboard switchboard) {

  long now() {
    return clock.instant().getEpochSecond();
  }
}
