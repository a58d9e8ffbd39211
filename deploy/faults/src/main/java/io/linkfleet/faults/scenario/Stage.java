package io.linkfleet.faults.scenario;

import io.linkfleet.faults.chronicle.Chronicle;
import io.linkfleet.faults.chronicle.Outage;
import io.linkfleet.faults.fleet.Fleet;
import io.linkfleet.faults.process.Patience;
import io.linkfleet.faults.traffic.Tenants;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/// What a fault has to work with: the fleet, its tenants, how many call at once, and the dice.
public record Stage(Fleet fleet, Tenants tenants, int callers, Chronicle chronicle, Random random) {
  public <T> T any(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  /// Does it, lets it be for that long, undoes it, and keeps a record of when.
  public void during(String part, String what, Duration hold, Runnable inflict, Runnable heal) {
    Instant from = Instant.now();
    chronicle.note(what + " " + part);
    inflict.run();
    Patience.rest(hold);
    heal.run();
    chronicle.add(new Outage(part, what, from, Instant.now()));
  }
}
