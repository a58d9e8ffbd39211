package io.linkfleet.worker.ownership;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/// A set of offsets that takes the room of its gaps, not of its members: what is answered while one
/// command hangs is mostly one range. For use by one thread at a time.
final class OffsetRanges {
  /// First → last, both in the set; no two touch.
  private final NavigableMap<Long, Long> ranges;

  OffsetRanges() {
    this(new TreeMap<>());
  }

  private OffsetRanges(NavigableMap<Long, Long> ranges) {
    this.ranges = ranges;
  }

  OffsetRanges copy() {
    return new OffsetRanges(new TreeMap<>(ranges));
  }

  void add(long offset) {
    add(offset, offset);
  }

  /// Both ends included. Throws [IllegalArgumentException] when the last is before the first.
  void add(long first, long last) {
    if (last < first) {
      throw new IllegalArgumentException("no range: " + first + "-" + last);
    }
    long begin = first;
    long end = last;
    Map.Entry<Long, Long> before = ranges.floorEntry(begin);
    if (before != null && before.getValue() >= begin - 1) {
      begin = before.getKey();
      end = Math.max(end, before.getValue());
    }
    Map.Entry<Long, Long> after = ranges.floorEntry(end + 1);
    while (after != null && after.getKey() >= begin) {
      end = Math.max(end, after.getValue());
      ranges.remove(after.getKey());
      after = ranges.floorEntry(end + 1);
    }
    ranges.put(begin, end);
  }

  void remove(long offset) {
    Map.Entry<Long, Long> range = ranges.floorEntry(offset);
    if (range == null || range.getValue() < offset) {
      return;
    }
    ranges.remove(range.getKey());
    if (range.getKey() < offset) {
      ranges.put(range.getKey(), offset - 1);
    }
    if (offset < range.getValue()) {
      ranges.put(offset + 1, range.getValue());
    }
  }

  /// Forgets everything up to this offset, it included.
  void removeUpTo(long offset) {
    Map.Entry<Long, Long> lowest = ranges.firstEntry();
    while (lowest != null && lowest.getKey() <= offset) {
      ranges.remove(lowest.getKey());
      if (lowest.getValue() > offset) {
        ranges.put(offset + 1, lowest.getValue());
      }
      lowest = ranges.firstEntry();
    }
  }

  boolean contains(long offset) {
    Map.Entry<Long, Long> range = ranges.floorEntry(offset);
    return range != null && range.getValue() >= offset;
  }

  /// First and last of each range, the lowest first.
  void forEach(BiConsumer<Long, Long> action) {
    ranges.forEach(action);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof OffsetRanges that && ranges.equals(that.ranges);
  }

  @Override
  public int hashCode() {
    return ranges.hashCode();
  }

  @Override
  public String toString() {
    return ranges.toString();
  }
}
