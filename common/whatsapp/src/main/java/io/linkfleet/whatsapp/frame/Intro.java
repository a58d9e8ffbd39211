package io.linkfleet.whatsapp.frame;

import java.nio.ByteBuffer;

/// What a client sends once, before its first frame: `WA`, protocol magic 6, dictionary version 3;
/// preceded, when the server gave routing information on an earlier connection, by `ED 0 1`, its
/// length and itself. Only `WA 6 3` is part of the Noise prologue.
/// (whatsmeow `socket/constants.go`; the routing part in Baileys `noise-handler`.)
public final class Intro {
  private static final byte[] PROLOGUE = {'W', 'A', 6, 3};
  private static final byte[] EDGE_ROUTING = {'E', 'D', 0, 1};

  private Intro() {}

  /// A copy of `WA 6 3`.
  public static byte[] prologue() {
    return PROLOGUE.clone();
  }

  /// The intro of a client; empty routing information means none.
  public static byte[] encode(byte[] routingInfo) {
    if (routingInfo.length == 0) {
      return prologue();
    }
    ByteBuffer out =
        ByteBuffer.allocate(
            EDGE_ROUTING.length + Frames.HEADER_LENGTH + routingInfo.length + PROLOGUE.length);
    out.put(EDGE_ROUTING);
    Frames.putHeader(out, routingInfo.length);
    return out.put(routingInfo).put(PROLOGUE).array();
  }

  static byte prologueAt(int index) {
    return PROLOGUE[index];
  }

  static byte edgeRoutingAt(int index) {
    return EDGE_ROUTING[index];
  }

  static int length() {
    return PROLOGUE.length;
  }
}
