package io.linkfleet.whatsapp.frame;

import java.nio.ByteBuffer;

/// The layout of one frame: three bytes of length, highest first, then the payload.
public final class Frames {
  /// The longest payload the length bytes can name.
  public static final int MAX_LENGTH = (1 << 24) - 1;

  /// Bytes before the payload.
  public static final int HEADER_LENGTH = 3;

  private Frames() {}

  /// Writes the header of a payload that follows; throws [IllegalArgumentException] when no frame
  /// can hold it.
  public static void putHeader(ByteBuffer out, int payloadLength) {
    if (payloadLength < 0 || payloadLength > MAX_LENGTH) {
      throw new IllegalArgumentException("a frame can't hold " + payloadLength + " bytes");
    }
    out.put((byte) (payloadLength >>> 16)).putShort((short) payloadLength);
  }

  /// A whole frame around a copy of the payload.
  public static byte[] frame(byte[] payload) {
    ByteBuffer out = ByteBuffer.allocate(HEADER_LENGTH + payload.length);
    putHeader(out, payload.length);
    return out.put(payload).array();
  }

  static int length(byte first, byte second, byte third) {
    return (first & 0xFF) << 16 | (second & 0xFF) << 8 | (third & 0xFF);
  }
}
