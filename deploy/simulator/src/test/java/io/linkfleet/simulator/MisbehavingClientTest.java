package io.linkfleet.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkfleet.simulator.count.Count;
import io.linkfleet.whatsapp.frame.Frames;
import io.linkfleet.whatsapp.frame.Intro;
import io.linkfleet.whatsapp.node.Jid;
import io.linkfleet.whatsapp.node.Node;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Whatever one client sends, another one stays connected.
class MisbehavingClientTest {
  private final Simulator simulator = Simulator.start(SimulatorSettings.defaults().withPort(0));
  private final TestCompanion good = new TestCompanion();
  private Jid device;
  private TestConnection bystander;

  @BeforeEach
  void connect() throws Exception {
    device = good.link(simulator, simulator.phone("5511999990009"));
    bystander = good.online(simulator, device);
  }

  @AfterEach
  void theBystanderIsStillThere() throws Exception {
    assertThat(bystander.query(good.query("get", "w:p").empty()).attribute("type"))
        .hasValue("result");
    bystander.close();
    simulator.close();
  }

  @Test
  void anUnknownIntroCostsTheConnection() throws Exception {
    assertCutOff("HELLO".getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void aFrameThatIsTooLongCostsTheConnection() throws Exception {
    try (TestConnection bad = TestConnection.silent(simulator)) {
      bad.raw(Intro.prologue());
      bad.raw(new byte[] {(byte) 0xFF, (byte) 0xFF, (byte) 0xFF});
      assertThat(bad.rest()).isEmpty();
    }
  }

  @Test
  void randomBytesCostTheConnection() throws Exception {
    Random random = new Random(1);
    for (int i = 0; i < 50; i++) {
      byte[] garbage = new byte[40];
      random.nextBytes(garbage);
      try (TestConnection bad = TestConnection.silent(simulator)) {
        bad.raw(Intro.prologue());
        bad.raw(Frames.frame(garbage));
        assertThat(bad.rest()).isEmpty();
      }
    }
    assertThat(simulator.stats().of(Count.PROTOCOL_ERRORS)).isGreaterThanOrEqualTo(50);
  }

  @Test
  void bytesThatAreNoNodeGetAStreamError() throws Exception {
    try (TestConnection bad = new TestCompanion().register(simulator)) {
      bad.next("iq");
      bad.sendPlaintext(new byte[] {0, (byte) 0xF8, 2, 3});
      Node error = bad.next("stream:error");
      assertThat(error.child("xml-not-well-formed")).isPresent();
      assertThat(bad.rest()).containsExactly(Node.STREAM_END);
    }
  }

  @Test
  void undecryptableFramesAfterTheHandshakeCostTheConnection() throws Exception {
    try (TestConnection bad = new TestCompanion().register(simulator)) {
      bad.next("iq");
      bad.raw(Frames.frame(new byte[40]));
      assertThat(bad.rest()).isEmpty();
    }
  }

  @Test
  void aClientThatNeverShakesHandsIsCutOff() throws Exception {
    SimulatorSettings settings = SimulatorSettings.defaults().withPort(0);
    try (Simulator hasty =
            Simulator.start(
                settings.withRules(settings.rules().withAnswerTime(Duration.ofMillis(20))));
        TestConnection silent = TestConnection.silent(hasty)) {
      assertThat(silent.rest()).isEmpty();
    }
  }

  private void assertCutOff(byte[] bytes) throws Exception {
    try (TestConnection bad = TestConnection.silent(simulator)) {
      bad.raw(bytes);
      assertThat(bad.rest()).isEmpty();
    }
  }
}
