package io.linkfleet.worker.whatsapp;

import io.linkfleet.whatsapp.node.Jid;
import io.linkfleet.whatsapp.node.Node;
import io.linkfleet.whatsapp.node.NodeBuilder;

/// Our answers to info queries of the server.
final class Replies {
  private Replies() {}

  static NodeBuilder result(Node iq) {
    return of(iq, "result");
  }

  static Node error(Node iq, int code, String text) {
    return of(iq, "error")
        .children(Node.named("error").attribute("code", code).attribute("text", text).empty());
  }

  /// A ping may come without an id, and is then answered without.
  private static NodeBuilder of(Node iq, String type) {
    NodeBuilder reply = Node.named("iq").attribute("to", Jid.SERVER).attribute("type", type);
    iq.attribute("id").ifPresent(id -> reply.attribute("id", id));
    return reply;
  }
}
