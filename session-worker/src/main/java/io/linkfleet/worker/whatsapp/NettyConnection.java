package io.linkfleet.worker.whatsapp;

/// Brings calls from any thread onto the connection's event loop.
final class NettyConnection implements Connection {
  private final StanzaStream stream;
  private final Dialogue dialogue;

  NettyConnection(StanzaStream stream, Dialogue dialogue) {
    this.stream = stream;
    this.dialogue = dialogue;
  }

  @Override
  public void confirmPairing() {
    stream.onLoop(dialogue::confirmPairing);
  }

  @Override
  public void unlink() {
    stream.onLoop(dialogue::unlink);
  }

  @Override
  public void close() {
    stream.onLoop(stream::leave);
  }
}
