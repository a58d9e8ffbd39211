package io.linkfleet.worker.whatsapp;

import io.linkfleet.worker.pause.Claim;

/// Brings calls from any thread onto the connection's event loop.
final class NettyConnection implements Connection {
  private final StanzaStream stream;
  private final Dialogue dialogue;

  NettyConnection(StanzaStream stream, Dialogue dialogue) {
    this.stream = stream;
    this.dialogue = dialogue;
  }

  @Override
  public void confirmPairing(Claim claim) {
    stream.onLoop(() -> dialogue.confirmPairing(claim));
  }

  @Override
  public void unlink(Claim claim) {
    stream.serve(ConnectionMarks.ofThisThread(), () -> dialogue.unlink(claim));
  }

  @Override
  public void close() {
    stream.onLoop(stream::leave);
  }
}
