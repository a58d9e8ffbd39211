package io.linkfleet.worker.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkfleet.whatsapp.node.Jid;
import io.linkfleet.whatsapp.node.Node;
import io.linkfleet.whatsapp.node.NodeBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AcknowledgementsTest {
  private static final Jid GROUP = Jid.parse("123-456@g.us");
  private static final Jid AUTHOR = Jid.parse("5511999990001:3@s.whatsapp.net");

  @ParameterizedTest
  @ValueSource(strings = {"receipt", "notification", "call"})
  void copyTypeAndAddresses(String tag) {
    assertThat(Acknowledgements.of(stanza(tag)))
        .isEqualTo(ack(tag).attribute("type", "kind").empty());
  }

  @Test
  void leaveTheTypeOfAMessageOut() {
    assertThat(Acknowledgements.of(stanza("message"))).isEqualTo(ack("message").empty());
  }

  @Test
  void areOwedOnlyForStanzasThatCanBeNamed() {
    assertThat(Acknowledgements.areOwedFor(stanza("message"))).isTrue();
    assertThat(Acknowledgements.areOwedFor(stanza("presence"))).isFalse();
    assertThat(Acknowledgements.areOwedFor(Node.named("message").empty())).isFalse();
  }

  private static Node stanza(String tag) {
    return Node.named(tag)
        .attribute("id", "3EB0")
        .attribute("from", GROUP)
        .attribute("participant", AUTHOR)
        .attribute("recipient", AUTHOR)
        .attribute("type", "kind")
        .attribute("t", 1_800_000_000L)
        .empty();
  }

  private static NodeBuilder ack(String tag) {
    return Node.named("ack")
        .attribute("class", tag)
        .attribute("id", "3EB0")
        .attribute("to", GROUP)
        .attribute("participant", AUTHOR)
        .attribute("recipient", AUTHOR);
  }
}
