package io.linkfleet.tracing;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A place in a trace, under which more may be hung: W3C Trace Context's `traceparent`. A caller's
/// `tracestate` is not carried on.
public record TraceParent(String traceId, String spanId, boolean sampled) {
  /// Of the header, in HTTP and in Kafka.
  public static final String HEADER = "traceparent";

  private static final Pattern TRACE_ID = Pattern.compile("(?!0{32})[0-9a-f]{32}");
  private static final Pattern SPAN_ID = Pattern.compile("(?!0{16})[0-9a-f]{16}");
  private static final int LENGTH = 55;
  private static final int LONGEST = 512;

  /// What comes after the flags is there in versions after 00 only.
  private static final Pattern FORM =
      Pattern.compile(
          "(?!ff)([0-9a-f]{2})-(%s)-(%s)-([0-9a-f]{2})(-.*)?".formatted(TRACE_ID, SPAN_ID));

  public TraceParent {
    if (!TRACE_ID.matcher(traceId).matches() || !SPAN_ID.matcher(spanId).matches()) {
      throw new IllegalArgumentException("ids are 32 and 16 lower-case hex digits, not all zero");
    }
  }

  /// Empty for what is no `traceparent`: whoever sent it is treated as if he had sent none.
  public static Optional<TraceParent> parse(String header) {
    Matcher form = FORM.matcher(header);
    boolean valid =
        header.length() <= LONGEST
            && form.matches()
            && (header.length() == LENGTH || !form.group(1).equals("00"));
    if (!valid) {
      return Optional.empty();
    }
    boolean sampled = (Integer.parseInt(form.group(4), 16) & 1) == 1;
    return Optional.of(new TraceParent(form.group(2), form.group(3), sampled));
  }

  /// The header's value, in version 00.
  public String header() {
    return "00-" + traceId + "-" + spanId + (sampled ? "-01" : "-00");
  }
}
