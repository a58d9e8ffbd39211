package io.linkfleet.whatsapp.node;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// What stands inside a node.
public sealed interface Content {
  /// Nothing; also how an empty list of children is read.
  record None() implements Content {}

  /// One or more nodes, in order.
  record Children(List<Node> nodes) implements Content {
    /// The most a list header can announce.
    static final int MOST = 0xFFFF;

    public Children {
      nodes = List.copyOf(nodes);
      if (nodes.isEmpty() || nodes.size() > MOST) {
        throw new IllegalArgumentException("a list of children holds 1 to 65535 nodes");
      }
    }
  }

  /// Text that travels as token, packed digits or address. Text the wire has no short form for is
  /// read back as [Bytes], as on the real wire.
  record Text(String value) implements Content {
    public Text {
      if (value == null) {
        throw new IllegalArgumentException("text content needs a value");
      }
    }
  }

  /// Raw bytes; the array is copied in and out.
  final class Bytes implements Content {
    private final byte[] value;

    public Bytes(byte[] value) {
      this.value = value.clone();
    }

    public byte[] value() {
      return value.clone();
    }

    String utf8() {
      return new String(value, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Bytes that && Arrays.equals(value, that.value);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(value);
    }

    @Override
    public String toString() {
      return value.length + " bytes";
    }
  }
}
