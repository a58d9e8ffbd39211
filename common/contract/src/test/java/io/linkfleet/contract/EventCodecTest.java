package io.linkfleet.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventCodecTest {
  static final Instant AT = Instant.parse("2026-11-23T02:00:00.123Z");
  static final Map<String, InstanceEvent> EVENTS =
      Map.of(
          "state-event-v1",
          event(
              7,
              InstanceEvent.Kind.STATE,
              new Standing(
                  InstanceStatus.DISCONNECTED,
                  StateReason.TEMPORARILY_BANNED,
                  Optional.of(Instant.parse("2026-11-24T02:00:00Z")))),
          "logged-out-event-v1",
          event(
              8,
              InstanceEvent.Kind.LOGGED_OUT,
              Standing.of(InstanceStatus.LOGGED_OUT, StateReason.API)));

  @Test
  void theGoldenFormsAreWhatIsWrittenAndRead() {
    EVENTS.forEach(
        (name, event) -> {
          assertThat(new String(EventCodec.encode(event), UTF_8)).isEqualTo(golden(name));
          assertThat(EventCodec.decode(golden(name).getBytes(UTF_8))).isEqualTo(event);
        });
  }

  @Test
  void whatANewerWorkerAddedIsLeftOutAndItsReasonIsAnother() {
    String newer =
        golden("state-event-v1")
            .replace("\"v\":1,", "\"v\":1,\"new\":{},")
            .replace("temp_banned", "moonstruck");
    assertThat(EventCodec.decode(newer.getBytes(UTF_8)).standing().reason())
        .isEqualTo(StateReason.OTHER);
  }

  @Test
  void theGoldenFormOfATestToo() {
    WebhookTest test =
        new WebhookTest(
            EnvelopeCodecTest.INSTANCE + "-test-000102030405060708090a0b0c0d0e0f",
            new AccountId("00112233445566778899aabbccddeeff"),
            EnvelopeCodecTest.INSTANCE,
            new InstanceName("support"),
            AT);
    String golden = golden("webhook-test-v1");
    assertThat(new String(EventCodec.encode(test), UTF_8)).isEqualTo(golden);
    assertThat(EventCodec.decodeTest(golden.getBytes(UTF_8))).isEqualTo(test);
    assertThatThrownBy(() -> EventCodec.decode(golden.getBytes(UTF_8)))
        .isInstanceOf(MalformedEnvelope.class);
    byte[] event = golden("state-event-v1").getBytes(UTF_8);
    assertThatThrownBy(() -> EventCodec.decodeTest(event)).isInstanceOf(MalformedEnvelope.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "{\"v\":2}", "{\"v\":1,\"type\":\"instance.dance\"}"})
  void whatIsNoEventIsMalformed(String text) {
    assertThatThrownBy(() -> EventCodec.decode(text.getBytes(UTF_8)))
        .isInstanceOf(MalformedEnvelope.class);
  }

  private static InstanceEvent event(long sequence, InstanceEvent.Kind kind, Standing standing) {
    return new InstanceEvent(
        EnvelopeCodecTest.INSTANCE,
        sequence,
        new AccountId("00112233445566778899aabbccddeeff"),
        new InstanceName("support"),
        kind,
        standing,
        AT);
  }

  private static String golden(String name) {
    try (InputStream in = EventCodecTest.class.getResourceAsStream("/wire/" + name + ".json")) {
      return new String(in.readAllBytes(), UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
