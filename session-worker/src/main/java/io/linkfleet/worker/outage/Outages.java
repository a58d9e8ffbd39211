package io.linkfleet.worker.outage;

import java.time.InstantSource;

/// What a worker as a whole may have to do without.
public record Outages(Outage redis, Outage broker) {
  public static Outages watchedBy(InstantSource clock) {
    return new Outages(new Outage("Redis", clock), new Outage("the broker", clock));
  }
}
