package io.linkfleet.worker.outage;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One thing that may be away. Any thread may report; success costs a volatile read.
///
/// Something that comes and goes many times a second is told about every ten seconds at most.
public final class Outage {
  private static final Logger log = LoggerFactory.getLogger(Outage.class);
  private static final Duration PAUSE = Duration.ofSeconds(10);

  private final String what;
  private final int failuresToTell;
  private final InstantSource clock;
  private volatile boolean away;
  private boolean told;
  private Instant since = Instant.MIN;
  private Instant lastTold = Instant.EPOCH;
  private long failures;

  /// `what` begins a sentence, for instance "Redis". So many failures without a success between
  /// them, of whomever, are an outage.
  public Outage(String what, int failuresToTell, InstantSource clock) {
    this.what = what;
    this.failuresToTell = failuresToTell;
    this.clock = clock;
  }

  /// An attempt failed because of it.
  public void failed(Throwable why) {
    failed(why.toString());
  }

  /// An attempt failed because of it.
  public synchronized void failed(String why) {
    log.debug("{} is away: {}", what, why);
    Instant now = clock.instant();
    if (!away) {
      away = true;
      since = now;
      failures = 0;
      told = false;
    }
    failures++;
    if (!told && failures >= failuresToTell && !now.isBefore(lastTold.plus(PAUSE))) {
      told = true;
      lastTold = now;
      log.warn("{} is away, trying on: {}", what, why);
    }
  }

  /// An attempt succeeded.
  public void over() {
    if (away) {
      end();
    }
  }

  private synchronized void end() {
    if (away && told) {
      Duration lasted = Duration.between(since, clock.instant());
      log.info("{} is back after {} and {} failures", what, lasted, failures);
    }
    away = false;
  }
}
