package io.linkfleet.worker.whatsapp;

import io.linkfleet.whatsapp.node.Node;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.Cause;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes every stanza and does what is the same on all connections: answers go to their queries,
/// pings are answered, acks are paid, ends are ends. The rest is the dialogue's.
final class StanzaRouter {
  private static final Logger LOG = LoggerFactory.getLogger(StanzaRouter.class);

  private final StanzaStream stream;
  private final Dialogue dialogue;

  StanzaRouter(StanzaStream stream, Dialogue dialogue) {
    this.stream = stream;
    this.dialogue = dialogue;
  }

  void received(Node stanza) {
    LOG.trace("{} <- {}", stream, stanza);
    switch (stanza.tag()) {
      case "iq" -> infoQuery(stanza);
      case "stream:error" -> {
        LOG.info("{} stream error: {}", stream, stanza);
        stream.end(StreamErrors.meaningOf(stanza));
      }
      case "xmlstreamend" -> stream.end(Cause.ENDED_BY_SERVER);
      case "failure" -> {
        LOG.info("{} refused: {}", stream, stanza);
        stream.end(dialogue.refused(stanza));
      }
      default -> {
        if (Acknowledgements.areOwedFor(stanza)) {
          stream.send(Acknowledgements.of(stanza));
        }
        dialogue.received(stanza);
      }
    }
  }

  private void infoQuery(Node iq) {
    if (iq.attributeIs("type", "result") || iq.attributeIs("type", "error")) {
      stream.queries().answered(iq);
    } else if (iq.attributeIs("xmlns", "urn:xmpp:ping")) {
      stream.send(Replies.result(iq).empty());
    } else {
      dialogue.received(iq);
    }
  }
}
