package io.linkfleet.bench.load;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Takes the bytes of one response as they come and says when it is complete. Knows bodies with a
/// length, in chunks, and none.
final class ResponseReader {
  private static final byte[] BLANK_LINE = {'\r', '\n', '\r', '\n'};
  private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  /// A status and a body.
  record Response(int status, String body) {}

  private byte[] bytes = new byte[1024];
  private int count;
  private int bodyAt = -1;
  private int length;
  private boolean chunked;

  void add(ByteBuffer received) {
    int more = received.remaining();
    if (count + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, count + more));
    }
    received.get(bytes, count, more);
    count += more;
  }

  /// The response, once; then it is ready for the next one.
  Optional<Response> take() {
    if (bodyAt < 0 && !readHead()) {
      return Optional.empty();
    }
    if (chunked ? !endsWith(LAST_CHUNK) : count < bodyAt + length) {
      return Optional.empty();
    }
    Response response =
        new Response(status(), new String(chunked ? joined() : body(), StandardCharsets.UTF_8));
    count = 0;
    bodyAt = -1;
    return Optional.of(response);
  }

  private boolean readHead() {
    int end = indexOfBlankLine();
    if (end < 0) {
      return false;
    }
    bodyAt = end + BLANK_LINE.length;
    String head = new String(bytes, 0, end, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
    chunked = head.contains("\r\ntransfer-encoding: chunked");
    length = 0;
    int field = head.indexOf("\r\ncontent-length:");
    if (field >= 0) {
      int from = field + "\r\ncontent-length:".length();
      int to = head.indexOf("\r\n", from);
      length = Integer.parseInt(head.substring(from, to < 0 ? head.length() : to).strip());
    }
    return true;
  }

  private int indexOfBlankLine() {
    for (int at = 0; at + 3 < count; at++) {
      if (bytes[at] == '\r'
          && bytes[at + 1] == '\n'
          && bytes[at + 2] == '\r'
          && bytes[at + 3] == '\n') {
        return at;
      }
    }
    return -1;
  }

  private boolean endsWith(byte[] end) {
    return count - bodyAt >= end.length
        && Arrays.equals(bytes, count - end.length, count, end, 0, end.length);
  }

  private int status() {
    return (bytes[9] - '0') * 100 + (bytes[10] - '0') * 10 + bytes[11] - '0';
  }

  private byte[] body() {
    return Arrays.copyOfRange(bytes, bodyAt, bodyAt + length);
  }

  private byte[] joined() {
    var body = new ByteArrayOutputStream(count - bodyAt);
    int at = bodyAt;
    while (true) {
      int end = at;
      while (bytes[end] != '\r') {
        end++;
      }
      int size = Integer.parseInt(new String(bytes, at, end - at, StandardCharsets.US_ASCII), 16);
      if (size == 0) {
        return body.toByteArray();
      }
      body.write(bytes, end + 2, size);
      at = end + 2 + size + 2;
    }
  }
}
