package io.linkfleet.worker.whatsapp;

import io.linkfleet.whatsapp.node.AttributeValue;
import io.linkfleet.whatsapp.node.Node;
import io.linkfleet.whatsapp.node.NodeBuilder;
import java.util.Set;

/// Acks: the server recycles a stream that leaves stanzas unacknowledged. Every `message`,
/// `receipt`, `notification` and `call` gets one; the type is copied except for messages
/// (whatsmeow `receipt.go`).
final class Acknowledgements {
  private static final Set<String> ACKNOWLEDGED =
      Set.of("message", "receipt", "notification", "call");

  private Acknowledgements() {}

  static boolean areOwedFor(Node stanza) {
    return ACKNOWLEDGED.contains(stanza.tag())
        && stanza.attributes().containsKey("id")
        && stanza.attributes().containsKey("from");
  }

  static Node of(Node stanza) {
    NodeBuilder ack = Node.named("ack").attribute("class", stanza.tag());
    copy(stanza, "id", ack, "id");
    copy(stanza, "from", ack, "to");
    copy(stanza, "participant", ack, "participant");
    copy(stanza, "recipient", ack, "recipient");
    if (!stanza.is("message")) {
      copy(stanza, "type", ack, "type");
    }
    return ack.empty();
  }

  private static void copy(Node stanza, String name, NodeBuilder ack, String copiedName) {
    AttributeValue value = stanza.attributes().get(name);
    if (value != null) {
      ack.attribute(copiedName, value);
    }
  }
}
