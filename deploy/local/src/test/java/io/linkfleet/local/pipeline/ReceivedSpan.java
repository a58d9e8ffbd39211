package io.linkfleet.local.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A span as OTLP says it: the fields of its protobuf messages that are looked at here. Times are
/// Unix nanoseconds.
record ReceivedSpan(
    String service,
    String traceId,
    String spanId,
    String parentId,
    String name,
    long start,
    long end,
    Map<String, String> attributes,
    boolean failed) {

  /// Of an `ExportTraceServiceRequest`.
  static List<ReceivedSpan> read(byte[] request) {
    List<ReceivedSpan> spans = new ArrayList<>();
    for (byte[] resourceSpans : new Fields(request).messages(1)) {
      Fields ofResource = new Fields(resourceSpans);
      var resource = attributes(new Fields(ofResource.messages(1).getFirst()), 1);
      for (byte[] scopeSpans : ofResource.messages(2)) {
        for (byte[] span : new Fields(scopeSpans).messages(2)) {
          spans.add(read(resource.get("service.name"), new Fields(span)));
        }
      }
    }
    return spans;
  }

  private static ReceivedSpan read(String service, Fields span) {
    boolean failed =
        span.messages(15).stream().anyMatch(status -> new Fields(status).number(3) == 2);
    return new ReceivedSpan(
        service,
        span.hex(1),
        span.hex(2),
        span.hex(4),
        span.text(5),
        span.number(7),
        span.number(8),
        attributes(span, 9),
        failed);
  }

  private static Map<String, String> attributes(Fields of, int field) {
    Map<String, String> attributes = new TreeMap<>();
    for (byte[] bytes : of.messages(field)) {
      Fields attribute = new Fields(bytes);
      Fields value = new Fields(attribute.messages(2).getFirst());
      attributes.put(
          attribute.text(1),
          value.messages(1).isEmpty() ? Long.toString(value.number(3)) : value.text(1));
    }
    return attributes;
  }

  /// The fields of one message, by their numbers.
  private static final class Fields {
    private final Map<Integer, List<byte[]>> messages = new TreeMap<>();
    private final Map<Integer, Long> numbers = new TreeMap<>();

    Fields(byte[] bytes) {
      try {
        CodedInputStream in = CodedInputStream.newInstance(bytes);
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
          read(in, tag);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private void read(CodedInputStream in, int tag) throws IOException {
      int field = WireFormat.getTagFieldNumber(tag);
      switch (WireFormat.getTagWireType(tag)) {
        case WireFormat.WIRETYPE_LENGTH_DELIMITED ->
            messages.computeIfAbsent(field, _ -> new ArrayList<>()).add(in.readByteArray());
        case WireFormat.WIRETYPE_VARINT -> numbers.put(field, in.readInt64());
        case WireFormat.WIRETYPE_FIXED64 -> numbers.put(field, in.readFixed64());
        default -> in.skipField(tag);
      }
    }

    List<byte[]> messages(int field) {
      return messages.getOrDefault(field, List.of());
    }

    long number(int field) {
      return numbers.getOrDefault(field, 0L);
    }

    String text(int field) {
      return new String(messages(field).getFirst(), UTF_8);
    }

    String hex(int field) {
      return messages(field).isEmpty() ? "" : HexFormat.of().formatHex(messages(field).getFirst());
    }
  }
}
