package io.linkfleet.worker.ownership;

import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/// How far a partition is answered: everything below `position`, and of what follows it `ahead`.
/// Goes to the group as an offset and, in its metadata, `v1:` with the distances from the position
/// of what is ahead: `v1:1-4,7`. So that one command that hangs does not make the next owner repeat
/// those after it: a logout that comes again could meet a device linked since.
///
/// `ahead` is this record's own, and not to be changed.
record Progress(long position, OffsetRanges ahead) {
  /// What brokers take is 4096 bytes, unless told otherwise. What does not fit comes again.
  private static final int LONGEST = 4_000;

  private static final String VERSION = "v1:";
  private static final Pattern RANGE = Pattern.compile("([0-9]{1,9})(?:-([0-9]{1,9}))?");

  Progress {
    ahead = ahead.copy();
    ahead.removeUpTo(position);
  }

  /// Whether this offset need not be done again.
  boolean isAnswered(long offset) {
    return offset < position || ahead.contains(offset);
  }

  OffsetAndMetadata committed() {
    return new OffsetAndMetadata(position, metadata());
  }

  /// Metadata that is not ours says nothing.
  static Progress of(OffsetAndMetadata committed) {
    OffsetRanges ahead = new OffsetRanges();
    String metadata = committed.metadata();
    if (metadata.startsWith(VERSION)) {
      for (String range : metadata.substring(VERSION.length()).split(",", -1)) {
        addRange(ahead, committed.offset(), range);
      }
    }
    return new Progress(committed.offset(), ahead);
  }

  private static void addRange(OffsetRanges ahead, long position, String text) {
    var range = RANGE.matcher(text);
    if (range.matches()) {
      long first = Long.parseLong(range.group(1));
      long last = range.group(2) == null ? first : Long.parseLong(range.group(2));
      if (first <= last) {
        ahead.add(position + first, position + last);
      }
    }
  }

  private String metadata() {
    StringBuilder text = new StringBuilder();
    ahead.forEach((first, last) -> append(text, first - position, last - position));
    return text.isEmpty() ? "" : VERSION + text;
  }

  private static void append(StringBuilder text, long first, long last) {
    String range = last > first ? first + "-" + last : Long.toString(first);
    if (text.length() + range.length() + 1 <= LONGEST - VERSION.length()) {
      text.append(text.isEmpty() ? "" : ",").append(range);
    }
  }
}
