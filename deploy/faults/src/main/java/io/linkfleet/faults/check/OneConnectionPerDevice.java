package io.linkfleet.faults.check;

import io.linkfleet.faults.check.Evidence.Overlap;
import java.util.ArrayList;
import java.util.List;

/// At a handover the new connection replaces the old one, which is then two for an instant.
/// Owners that take a device from each other again and again show as many replacements.
final class OneConnectionPerDevice implements Invariant {
  private static final long INSTANT_MILLIS = 1_000;

  @Override
  public String promise() {
    return "no device has two connections, beyond the instant of a handover";
  }

  @Override
  public List<String> violations(Evidence evidence) {
    Overlap overlap = evidence.overlap();
    List<String> found = new ArrayList<>();
    if (overlap.longestMillis() > INSTANT_MILLIS) {
      found.add("two connections of a device for " + overlap.longestMillis() + " ms");
    }
    if (overlap.mostConnections() > 2) {
      found.add(overlap.mostConnections() + " connections of one device at once");
    }
    if (overlap.replaced() > overlap.replacedWithReason()) {
      found.add(
          "%d connections were replaced, of which %d at most with a reason"
              .formatted(overlap.replaced(), overlap.replacedWithReason()));
    }
    evidence
        .linked()
        .forEach(
            (jid, connections) -> {
              if (connections > 1) {
                found.add(jid + " has " + connections + " connections in the end");
              }
            });
    return found;
  }
}
