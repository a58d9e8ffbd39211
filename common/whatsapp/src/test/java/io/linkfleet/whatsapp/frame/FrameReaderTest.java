package io.linkfleet.whatsapp.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameReaderTest {
  private final FrameReader reader = new FrameReader(Frames.MAX_LENGTH);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 7, 64, 1000, 100_000})
  void findsTheSameFramesHoweverTheStreamIsCut(int chunk) throws FrameTooLong {
    List<byte[]> payloads = payloads(0, 1, 2, 300, 0, 70_000, 5);
    byte[] stream = stream(payloads);
    List<byte[]> found = new ArrayList<>();

    for (int at = 0; at < stream.length; at += chunk) {
      reader.feed(ByteBuffer.wrap(stream, at, Math.min(chunk, stream.length - at)));
      drain(found);
    }

    assertThat(found).containsExactlyElementsOf(payloads);
  }

  @Test
  void handsOutWholeFramesWithoutCopying() throws FrameTooLong {
    byte[] stream = stream(payloads(4));
    reader.feed(ByteBuffer.wrap(stream));

    ByteBuffer frame = reader.next().orElseThrow();
    stream[Frames.HEADER_LENGTH] = 42;

    assertThat(frame.get(0)).isEqualTo((byte) 42);
  }

  @Test
  void keepsWhatAPartialFrameBroughtWhenTheBufferIsReused() throws FrameTooLong {
    byte[] stream = stream(payloads(4));
    ByteBuffer reused = ByteBuffer.wrap(stream.clone(), 0, 5);
    reader.feed(reused);
    assertThat(reader.next()).isEmpty();
    reused.clear().put(new byte[5]);

    reader.feed(ByteBuffer.wrap(stream, 5, 2));

    assertThat(bytes(reader.next().orElseThrow())).isEqualTo(new byte[] {0, 1, 2, 3});
  }

  @Nested
  class WithABound {
    private final FrameReader bounded = new FrameReader(10);

    @Test
    void takesAFrameOfExactlyThatLength() throws FrameTooLong {
      bounded.feed(ByteBuffer.wrap(Frames.frame(new byte[10])));
      assertThat(bounded.next()).isPresent();
    }

    @Test
    void refusesALongerFrameByItsHeaderAlone() {
      bounded.feed(ByteBuffer.wrap(new byte[] {0, 0, 11}));
      assertThatExceptionOfType(FrameTooLong.class).isThrownBy(bounded::next);
    }

    @Test
    void refusesALongerFrameWhoseHeaderCameInPieces() throws FrameTooLong {
      bounded.feed(ByteBuffer.wrap(new byte[] {(byte) 0xFF, 0}));
      assertThat(bounded.next()).isEmpty();
      bounded.feed(ByteBuffer.wrap(new byte[] {0}));
      assertThatExceptionOfType(FrameTooLong.class).isThrownBy(bounded::next);
    }
  }

  @Test
  void boundsAreNeverAboveWhatAHeaderCanSay() {
    assertThatIllegalArgumentException().isThrownBy(() -> new FrameReader(1 << 24));
    assertThatIllegalArgumentException().isThrownBy(() -> new FrameReader(0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Frames.putHeader(ByteBuffer.allocate(3), 1 << 24));
  }

  private void drain(List<byte[]> found) throws FrameTooLong {
    for (Optional<ByteBuffer> frame = reader.next(); frame.isPresent(); frame = reader.next()) {
      found.add(bytes(frame.get()));
    }
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  private static List<byte[]> payloads(int... lengths) {
    List<byte[]> payloads = new ArrayList<>();
    for (int length : lengths) {
      byte[] payload = new byte[length];
      for (int i = 0; i < length; i++) {
        payload[i] = (byte) i;
      }
      payloads.add(payload);
    }
    return payloads;
  }

  private static byte[] stream(List<byte[]> payloads) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    payloads.forEach(payload -> out.writeBytes(Frames.frame(payload)));
    return out.toByteArray();
  }
}
