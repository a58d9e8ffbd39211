package io.linkfleet.simulator.chat;

import io.linkfleet.simulator.fault.Step;
import io.linkfleet.whatsapp.node.Jid;
import io.linkfleet.whatsapp.node.Node;
import io.linkfleet.whatsapp.node.NodeBuilder;
import java.util.Optional;

/// The stanzas a server sends that are the same everywhere.
final class Stanzas {
  static final String DEVICE_REMOVED = "device_removed";
  private static final String RESTART = "515";

  private Stanzas() {}

  /// The head of an empty or filled result.
  static NodeBuilder result(Node iq) {
    return Node.named("iq")
        .attribute("from", Jid.SERVER)
        .attribute("type", "result")
        .attribute("id", iq.attribute("id").orElseThrow());
  }

  static Node error(Node iq, int code, String text) {
    Node error = Node.named("error").attribute("code", code).attribute("text", text).empty();
    return Node.named("iq")
        .attribute("from", Jid.SERVER)
        .attribute("type", "error")
        .attribute("id", iq.attribute("id").orElseThrow())
        .children(error);
  }

  /// The head of a query that the server itself makes.
  static NodeBuilder query(String id, String type, String xmlns) {
    return Node.named("iq")
        .attribute("from", Jid.SERVER)
        .attribute("type", type)
        .attribute("xmlns", xmlns)
        .attribute("id", id);
  }

  static Node pong(Node ping, long now) {
    return result(ping).attribute("t", now).empty();
  }

  static Node clientExpires(long at) {
    return Node.named("ib").children(Node.named("client_expiration").attribute("t", at).empty());
  }

  static Node failure(int reason, String why) {
    NodeBuilder failure =
        Node.named("failure").attribute("reason", reason).attribute("location", "sim");
    if (!why.isEmpty()) {
      failure.attribute("message", why);
    }
    if (reason == 402) {
      failure.attribute("code", 101).attribute("expire", 3600);
    }
    return failure.empty();
  }

  /// The step of pairing or login that is taken when this is said.
  static Optional<Step> step(Node node) {
    if (node.is("success")) {
      return Optional.of(Step.SUCCESS);
    }
    if (node.is("stream:error") && node.attributeIs("code", RESTART)) {
      return Optional.of(Step.RESTART);
    }
    if (node.child("pair-device").isPresent()) {
      return Optional.of(Step.PAIR_DEVICE);
    }
    return node.child("pair-success").map(_ -> Step.PAIR_SUCCESS);
  }

  static Node restartRequired() {
    return Node.named("stream:error").attribute("code", RESTART).empty();
  }

  static Node deviceRemoved() {
    return Node.named("stream:error")
        .attribute("code", 401)
        .children(Node.named("conflict").attribute("type", DEVICE_REMOVED).empty());
  }

  static Node replaced() {
    return Node.named("stream:error")
        .children(Node.named("conflict").attribute("type", "replaced").empty());
  }

  static Node notWellFormed() {
    return Node.named("stream:error").children(Node.named("xml-not-well-formed").empty());
  }
}
