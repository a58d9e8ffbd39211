package io.linkfleet.worker.ownership;

import java.util.Optional;
import java.util.TreeSet;

/// The offsets of one partition that were handed over and are not answered yet. Safe for use by
/// several threads.
final class OpenOffsets {
  private final TreeSet<Long> open = new TreeSet<>();

  /// Answered, though an earlier one is open.
  private final OffsetRanges ahead = new OffsetRanges();

  private long next = -1;

  /// The last answer to [#progress], until something moves: it is asked for at every poll.
  private Optional<Progress> known = Optional.empty();

  synchronized void opened(long offset) {
    open.add(offset);
    ahead.remove(offset);
    next = Math.max(next, offset + 1);
    known = Optional.empty();
  }

  synchronized void answered(long offset) {
    if (!open.remove(offset)) {
      return;
    }
    ahead.add(offset);
    ahead.removeUpTo(open.isEmpty() ? next : open.first());
    known = Optional.empty();
  }

  /// Where a new owner has to begin: the lowest offset not answered, or the one after the last
  /// handed over; and what it need not do again. Empty before anything was handed over.
  synchronized Optional<Progress> progress() {
    if (known.isEmpty() && next >= 0) {
      known = Optional.of(new Progress(open.isEmpty() ? next : open.first(), ahead));
    }
    return known;
  }

  synchronized int count() {
    return open.size();
  }
}
