package io.linkfleet.tracing;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/// The trace that a record on a topic belongs to, in its headers.
public final class TraceHeader {
  private TraceHeader() {}

  public static void put(TraceParent parent, Headers headers) {
    headers.add(TraceParent.HEADER, parent.header().getBytes(StandardCharsets.US_ASCII));
  }

  /// Empty without one that is valid.
  public static Optional<TraceParent> of(Headers headers) {
    Header found = headers.lastHeader(TraceParent.HEADER);
    return found == null || found.value() == null
        ? Optional.empty()
        : TraceParent.parse(new String(found.value(), StandardCharsets.ISO_8859_1));
  }
}
