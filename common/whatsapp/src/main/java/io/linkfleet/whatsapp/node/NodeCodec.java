package io.linkfleet.whatsapp.node;

import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Turns nodes into the plaintext of a frame and back: one flag byte, then the node.
public final class NodeCodec {
  private static final int PLAIN = 0;
  private static final int COMPRESSED = 0x02;

  private NodeCodec() {}

  /// The plaintext for one frame. Never compressed: clients always send flag 0.
  public static byte[] encode(Node node) {
    NodeWriter writer = new NodeWriter();
    writer.raw(PLAIN);
    writer.node(node);
    return writer.written();
  }

  /// Reads the plaintext of one frame within [DecoderLimits#DEFAULT].
  public static Node decode(byte[] plaintext) {
    return decode(plaintext, DecoderLimits.DEFAULT);
  }

  /// Reads the plaintext of one frame. Throws [MalformedNode], and nothing else, for bytes that
  /// aren't exactly one node or exceed the limits.
  public static Node decode(byte[] plaintext, DecoderLimits limits) {
    if (plaintext.length == 0) {
      throw new MalformedNode("empty frame");
    }
    return new NodeReader(body(plaintext, limits), limits).onlyNode();
  }

  private static ByteBuffer body(byte[] plaintext, DecoderLimits limits) {
    ByteBuffer body = ByteBuffer.wrap(plaintext, 1, plaintext.length - 1);
    return (plaintext[0] & COMPRESSED) == 0 ? body : inflate(body, limits.inflatedBytes());
  }

  private static ByteBuffer inflate(ByteBuffer compressed, int limit) {
    try (Inflation inflation = new Inflation(compressed)) {
      return inflation.upTo(limit);
    } catch (DataFormatException e) {
      throw new MalformedNode("frame is not zlib data", e);
    }
  }

  private record Inflation(Inflater inflater) implements AutoCloseable {
    Inflation(ByteBuffer compressed) {
      this(new Inflater());
      inflater.setInput(compressed);
    }

    ByteBuffer upTo(int limit) throws DataFormatException {
      ByteBuffer inflated = ByteBuffer.allocate(Math.min(limit, 4096));
      while (!inflater.finished()) {
        if (!inflated.hasRemaining()) {
          inflated = grown(inflated, limit);
        }
        if (inflater.inflate(inflated) == 0 && !inflater.finished()) {
          throw new MalformedNode("zlib data ends too early");
        }
      }
      return inflated.flip();
    }

    private static ByteBuffer grown(ByteBuffer full, int limit) {
      if (full.capacity() >= limit) {
        throw new MalformedNode("frame inflates to more than " + limit + " bytes");
      }
      int larger = (int) Math.min(limit, full.capacity() * 4L);
      return ByteBuffer.allocate(larger).put(full.flip());
    }

    @Override
    public void close() {
      inflater.end();
    }
  }
}
