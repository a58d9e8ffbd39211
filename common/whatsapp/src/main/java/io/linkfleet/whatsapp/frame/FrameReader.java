package io.linkfleet.whatsapp.frame;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/// Cuts an arbitrary byte stream into frames. Not for use by several threads.
///
/// Whole frames are handed out as views of the bytes fed in, without copying; only a frame that
/// has not fully arrived is copied, and only as much of it as arrived. Between frames the reader
/// holds no buffer at all.
///
/// One round is: [#feed] some bytes, then [#next] until it is empty; then the fed buffer may be
/// reused.
public final class FrameReader {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
  private static final byte[] EMPTY = {};

  private final int maxLength;
  private ByteBuffer fed = NOTHING;
  private byte[] partial = EMPTY;
  private int partialLength;

  /// `maxLength` bounds a payload, in bytes; at most [Frames#MAX_LENGTH].
  public FrameReader(int maxLength) {
    if (maxLength < 1 || maxLength > Frames.MAX_LENGTH) {
      throw new IllegalArgumentException("a frame bound is 1 to 2^24-1 bytes, not " + maxLength);
    }
    this.maxLength = maxLength;
  }

  /// Takes the buffer's remaining bytes as what comes next in the stream.
  public void feed(ByteBuffer bytes) {
    if (fed.hasRemaining()) {
      throw new IllegalStateException("the bytes fed before are not used up");
    }
    fed = bytes.slice();
    bytes.position(bytes.limit());
  }

  /// The payload of the next complete frame, valid until the fed buffer is reused. Empty when more
  /// bytes are needed.
  public Optional<ByteBuffer> next() throws FrameTooLong {
    return partialLength == 0 ? nextWhole() : nextAfterPartial();
  }

  private Optional<ByteBuffer> nextWhole() throws FrameTooLong {
    if (fed.remaining() >= Frames.HEADER_LENGTH) {
      int start = fed.position();
      int length = checked(Frames.length(fed.get(start), fed.get(start + 1), fed.get(start + 2)));
      int end = start + Frames.HEADER_LENGTH + length;
      if (end <= fed.limit()) {
        fed.position(end);
        return Optional.of(fed.slice(start + Frames.HEADER_LENGTH, length));
      }
    }
    keep(fed.remaining());
    return Optional.empty();
  }

  private Optional<ByteBuffer> nextAfterPartial() throws FrameTooLong {
    keep(Math.min(fed.remaining(), Math.max(0, Frames.HEADER_LENGTH - partialLength)));
    if (partialLength < Frames.HEADER_LENGTH) {
      fed = NOTHING;
      return Optional.empty();
    }
    int end = Frames.HEADER_LENGTH + checked(Frames.length(partial[0], partial[1], partial[2]));
    keep(Math.min(fed.remaining(), end - partialLength));
    if (partialLength < end) {
      fed = NOTHING;
      return Optional.empty();
    }
    ByteBuffer payload =
        ByteBuffer.wrap(partial, Frames.HEADER_LENGTH, end - Frames.HEADER_LENGTH).slice();
    partial = EMPTY;
    partialLength = 0;
    return Optional.of(payload);
  }

  /// Copies what arrived, not what was announced: a peer can't make us reserve memory by a header.
  private void keep(int count) {
    if (count == 0) {
      return;
    }
    if (partial.length < partialLength + count) {
      partial = Arrays.copyOf(partial, Math.max(partialLength + count, 2 * partial.length));
    }
    fed.get(partial, partialLength, count);
    partialLength += count;
    if (!fed.hasRemaining()) {
      fed = NOTHING;
    }
  }

  private int checked(int length) throws FrameTooLong {
    if (length > maxLength) {
      throw new FrameTooLong(length, maxLength);
    }
    return length;
  }
}
