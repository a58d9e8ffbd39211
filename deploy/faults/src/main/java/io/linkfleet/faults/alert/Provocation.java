package io.linkfleet.faults.alert;

import java.time.Duration;
import java.util.Set;

/// A harm and the alerts that must fire by it, within that time.
record Provocation(String what, Set<String> alerts, Duration within, Harm harm) {
  Provocation {
    alerts = Set.copyOf(alerts);
  }
}
