package io.linkfleet.worker.ownership;

import java.util.OptionalLong;
import java.util.TreeSet;

/// The offsets of one partition that were handed over and are not answered yet. Safe for use by
/// several threads.
final class OpenOffsets {
  private final TreeSet<Long> open = new TreeSet<>();
  private long next = -1;

  synchronized void opened(long offset) {
    open.add(offset);
    next = Math.max(next, offset + 1);
  }

  synchronized void answered(long offset) {
    open.remove(offset);
  }

  /// Where a new owner has to begin: the lowest offset not answered, or the one after the last
  /// handed over. Empty before anything was.
  synchronized OptionalLong lowestUnanswered() {
    if (next < 0) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(open.isEmpty() ? next : open.first());
  }

  synchronized int count() {
    return open.size();
  }
}
