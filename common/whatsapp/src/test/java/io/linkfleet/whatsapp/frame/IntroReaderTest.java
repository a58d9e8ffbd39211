package io.linkfleet.whatsapp.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.linkfleet.whatsapp.Golden;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class IntroReaderTest {
  private static final byte[] ROUTING = {8, 2, 8, 5};
  private final IntroReader reader = new IntroReader(100);

  @Test
  void plainIntroIsFourBytes() throws UnknownIntro {
    byte[] intro = Intro.encode(new byte[0]);

    Golden.assertGolden("intro", intro);
    assertThat(reader.read(ByteBuffer.wrap(intro))).isTrue();
    assertThat(reader.routingInfo()).isEmpty();
  }

  @Test
  void routingInformationComesBeforeIt() throws UnknownIntro {
    byte[] intro = Intro.encode(ROUTING);

    Golden.assertGolden("intro-with-routing", intro);
    assertThat(reader.read(ByteBuffer.wrap(intro))).isTrue();
    assertThat(reader.routingInfo()).isEqualTo(ROUTING);
  }

  @Test
  void isRecognisedByteByByteAndNothingBehindItIsTaken() throws UnknownIntro {
    byte[] intro = Intro.encode(ROUTING);
    for (int i = 0; i < intro.length - 1; i++) {
      assertThat(reader.read(ByteBuffer.wrap(intro, i, 1))).isFalse();
    }
    ByteBuffer rest = ByteBuffer.wrap(new byte[] {intro[intro.length - 1], 0, 0, 1});

    assertThat(reader.read(rest)).isTrue();
    assertThat(rest.remaining()).isEqualTo(3);
  }

  @Test
  void anythingElseIsRefused() {
    assertThatExceptionOfType(UnknownIntro.class)
        .isThrownBy(() -> reader.read(ByteBuffer.wrap(new byte[] {'W', 'A', 5, 2})));
  }

  @Test
  void routingInformationIsBounded() {
    assertThatExceptionOfType(UnknownIntro.class)
        .isThrownBy(() -> reader.read(ByteBuffer.wrap(Intro.encode(new byte[101]))));
  }
}
