package io.linkfleet.registry;

/// The write is done in Redis, but fewer replicas than asked for confirmed it in time: a failover
/// now could lose it. Must not be acknowledged; repeating the write is safe and waits again.
public final class NotReplicated extends RuntimeException {
  NotReplicated(long confirmed, int wanted) {
    super(confirmed + " of " + wanted + " replicas confirmed the write in time");
  }
}
