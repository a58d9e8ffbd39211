package io.linkfleet.worker.ownership;

import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// The offsets of one partition that were handed over and are not answered yet. Safe for use by
/// several threads.
final class OpenOffsets {
  private final TreeSet<Long> open = new TreeSet<>();

  /// Answered, though an earlier one is open.
  private final TreeSet<Long> ahead = new TreeSet<>();

  private long next = -1;

  synchronized void opened(long offset) {
    open.add(offset);
    ahead.remove(offset);
    next = Math.max(next, offset + 1);
  }

  synchronized void answered(long offset) {
    if (open.remove(offset)) {
      ahead.add(offset);
      SortedSet<Long> behind = open.isEmpty() ? ahead : ahead.headSet(open.first());
      behind.clear();
    }
  }

  /// Where a new owner has to begin: the lowest offset not answered, or the one after the last
  /// handed over; and what it need not do again. Empty before anything was handed over.
  synchronized Optional<Progress> progress() {
    if (next < 0) {
      return Optional.empty();
    }
    return Optional.of(new Progress(open.isEmpty() ? next : open.first(), ahead));
  }

  synchronized int count() {
    return open.size();
  }
}
