package io.linkfleet.worker.ownership;

import java.util.Collections;
import java.util.NavigableSet;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/// How far a partition is answered: everything below `position`, and of what follows it `ahead`.
/// Goes to the group as an offset and, in its metadata, `v1:` with the distances from the position
/// of what is ahead: `v1:1-4,7`. So that one command that hangs does not make the next owner repeat
/// those after it: a logout that comes again could meet a device linked since.
record Progress(long position, SortedSet<Long> ahead) {
  /// What brokers take is 4096 bytes, unless told otherwise. What does not fit comes again.
  private static final int LONGEST = 4_000;

  private static final String VERSION = "v1:";
  private static final Pattern RANGE = Pattern.compile("([0-9]{1,9})(?:-([0-9]{1,9}))?");
  private static final int MOST_AHEAD = 1_000_000;

  Progress {
    NavigableSet<Long> above = new TreeSet<>(new TreeSet<>(ahead).tailSet(position, false));
    ahead = Collections.unmodifiableSortedSet(above);
  }

  OffsetAndMetadata committed() {
    return new OffsetAndMetadata(position, metadata());
  }

  /// Metadata that is not ours says nothing.
  static Progress of(OffsetAndMetadata committed) {
    SortedSet<Long> ahead = new TreeSet<>();
    String metadata = committed.metadata();
    if (metadata.startsWith(VERSION)) {
      for (String range : metadata.substring(VERSION.length()).split(",", -1)) {
        addRange(ahead, committed.offset(), range);
      }
    }
    return new Progress(committed.offset(), ahead);
  }

  private static void addRange(SortedSet<Long> ahead, long position, String text) {
    var range = RANGE.matcher(text);
    if (range.matches()) {
      long first = Long.parseLong(range.group(1));
      long last = range.group(2) == null ? first : Long.parseLong(range.group(2));
      for (long at = first; at <= last && ahead.size() < MOST_AHEAD; at++) {
        ahead.add(position + at);
      }
    }
  }

  private String metadata() {
    StringBuilder text = new StringBuilder();
    long first = -1;
    long last = -1;
    for (long offset : ahead) {
      if (offset != last + 1) {
        append(text, first, last);
        first = offset;
      }
      last = offset;
    }
    append(text, first, last);
    return text.isEmpty() ? "" : VERSION + text;
  }

  private void append(StringBuilder text, long first, long last) {
    if (first < 0) {
      return;
    }
    String range = Long.toString(first - position) + (last > first ? "-" + (last - position) : "");
    if (text.length() + range.length() + 1 <= LONGEST - VERSION.length()) {
      text.append(text.isEmpty() ? "" : ",").append(range);
    }
  }
}
