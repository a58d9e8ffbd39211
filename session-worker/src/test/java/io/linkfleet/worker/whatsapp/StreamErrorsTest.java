package io.linkfleet.worker.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkfleet.whatsapp.node.Node;
import io.linkfleet.whatsapp.node.NodeBuilder;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.Cause;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.DeviceUnlinked;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.Evidence;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.RestartRequired;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.StreamReplaced;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StreamErrorsTest {
  @ParameterizedTest(name = "{0}")
  @MethodSource("table")
  void everyShapeHasItsMeaning(Node error, Ending meaning) {
    assertThat(StreamErrors.meaningOf(error)).isEqualTo(meaning);
  }

  static Stream<Arguments> table() {
    Ending removed = Ending.byServer(new DeviceUnlinked(Evidence.DEVICE_REMOVED));
    Ending replaced = Ending.byServer(new StreamReplaced());
    Ending ended = Ending.by(Cause.ENDED_BY_SERVER);
    return Stream.of(
        Arguments.of(error(515).empty(), Ending.byServer(new RestartRequired())),
        Arguments.of(error(516).empty(), removed),
        Arguments.of(error(401).children(conflict("device_removed")), removed),
        Arguments.of(error(401).empty(), ended),
        Arguments.of(error(503).children(conflict("device_removed")), ended),
        Arguments.of(error(440).children(conflict("replaced")), replaced),
        Arguments.of(error(401).children(conflict("replaced")), replaced),
        Arguments.of(Node.named("stream:error").children(conflict("replaced")), replaced),
        Arguments.of(error(409).empty(), replaced),
        Arguments.of(error(429).empty(), Ending.by(Cause.RATE_LIMITED)),
        Arguments.of(error(500).empty(), ended),
        Arguments.of(error(503).empty(), ended),
        Arguments.of(
            Node.named("stream:error").children(Node.named("xml-not-well-formed").empty()),
            Ending.by(Cause.PROTOCOL_ERROR)),
        Arguments.of(Node.named("stream:error").children(Node.named("ack").empty()), ended),
        Arguments.of(error(999).empty(), ended),
        Arguments.of(Node.named("stream:error").empty(), ended));
  }

  private static NodeBuilder error(int code) {
    return Node.named("stream:error").attribute("code", code);
  }

  private static Node conflict(String type) {
    return Node.named("conflict").attribute("type", type).empty();
  }
}
