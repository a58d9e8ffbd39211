package io.linkfleet.worker.outage;

import java.time.InstantSource;

/// What a worker as a whole may have to do without.
public record Outages(Outage redis, Outage broker, Outage whatsApp) {
  /// A connection that fails may be one number's affair; so many in a row are not.
  private static final int CONNECTIONS = 10;

  public static Outages watchedBy(InstantSource clock) {
    return new Outages(
        new Outage("Redis", 1, clock),
        new Outage("the broker", 1, clock),
        new Outage("WhatsApp", CONNECTIONS, clock));
  }
}
