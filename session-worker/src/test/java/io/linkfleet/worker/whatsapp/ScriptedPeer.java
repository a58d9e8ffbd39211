package io.linkfleet.worker.whatsapp;

import io.linkfleet.whatsapp.frame.FrameReader;
import io.linkfleet.whatsapp.frame.Frames;
import io.linkfleet.whatsapp.frame.IntroReader;
import io.linkfleet.whatsapp.login.Introduction;
import io.linkfleet.whatsapp.node.Jid;
import io.linkfleet.whatsapp.node.Node;
import io.linkfleet.whatsapp.node.NodeCodec;
import io.linkfleet.whatsapp.noise.ServerHandshake;
import io.linkfleet.worker.whatsapp.ScriptedServer.Manner;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// The server's end of one connection, in the hands of a test: the test takes what the client sent,
/// stanza by stanza, and sends what it likes.
final class ScriptedPeer extends SimpleChannelInboundHandler<WebSocketFrame> {
  private static final long PATIENCE_MILLIS = 10_000;
  private static final int MOST_BYTES = 1 << 20;

  private final ServerHandshake handshake;
  private final Manner manner;
  private final BlockingQueue<ScriptedPeer> completed;
  private final IntroReader intro = new IntroReader(MOST_BYTES);
  private final FrameReader frames = new FrameReader(MOST_BYTES);
  private final BlockingQueue<Node> received = new LinkedBlockingQueue<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private boolean helloSeen;
  private volatile ChannelHandlerContext context;
  private volatile ServerHandshake.Client client;

  ScriptedPeer(ServerHandshake handshake, Manner manner, BlockingQueue<ScriptedPeer> completed) {
    this.handshake = handshake;
    this.manner = manner;
    this.completed = completed;
  }

  Introduction introduction() throws Exception {
    return Introduction.parse(client.payload());
  }

  byte[] routingInfo() {
    return intro.routingInfo();
  }

  /// The next stanza with this tag; others before it are skipped.
  Node next(String tag) throws InterruptedException {
    for (; ; ) {
      Node stanza = next();
      if (stanza.is(tag)) {
        return stanza;
      }
    }
  }

  /// The next stanza, whatever it is.
  Node next() throws InterruptedException {
    Node stanza = received.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    if (stanza == null) {
      throw new AssertionError("the client sent nothing more");
    }
    return stanza;
  }

  /// The next info query of the namespace; other stanzas before it are skipped.
  Node nextQuery(String namespace) throws InterruptedException {
    for (; ; ) {
      Node iq = next("iq");
      if (iq.attributeIs("xmlns", namespace)) {
        return iq;
      }
    }
  }

  void answer(Node query, Node... content) {
    var result =
        Node.named("iq")
            .attribute("from", Jid.SERVER)
            .attribute("type", "result")
            .attribute("id", query.attribute("id").orElseThrow());
    send(content.length == 0 ? result.empty() : result.children(content));
  }

  void refuse(Node query, int code) {
    send(
        Node.named("iq")
            .attribute("from", Jid.SERVER)
            .attribute("type", "error")
            .attribute("id", query.attribute("id").orElseThrow())
            .children(Node.named("error").attribute("code", code).empty()));
  }

  void send(Node stanza) {
    sendPlaintext(NodeCodec.encode(stanza));
  }

  void sendPlaintext(byte[] plaintext) {
    context.executor().execute(() -> write(Frames.frame(client.transport().seal(plaintext))));
  }

  void sendRaw(byte[] bytes) {
    context.executor().execute(() -> write(bytes));
  }

  void sendText(WebSocketFrame message) {
    var _ = context.writeAndFlush(message);
  }

  /// Closes the socket without a word.
  void drop() {
    var _ = context.channel().close();
  }

  /// Waits until the client closed the connection.
  boolean isClosedByClient() throws InterruptedException {
    return closed.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
  }

  @Override
  public void handlerAdded(ChannelHandlerContext added) {
    context = added;
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    closed.countDown();
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame message) throws Exception {
    ByteBuffer bytes = message.content().nioBuffer();
    if (!intro.read(bytes)) {
      return;
    }
    frames.feed(bytes);
    for (Optional<ByteBuffer> frame = frames.next(); frame.isPresent(); frame = frames.next()) {
      frame(frame.get());
    }
  }

  private void frame(ByteBuffer frame) throws Exception {
    if (client != null) {
      received.add(NodeCodec.decode(client.transport().open(frame)));
      return;
    }
    byte[] message = new byte[frame.remaining()];
    frame.get(message);
    if (helloSeen) {
      client = handshake.finish(message);
      completed.add(this);
      return;
    }
    helloSeen = true;
    switch (manner) {
      case POLITE -> write(Frames.frame(handshake.hello(message)));
      case ANSWERS_GARBAGE -> write(Frames.frame(new byte[] {1, 2, 3}));
      case NEVER_ANSWERS -> {}
    }
  }

  private void write(byte[] bytes) {
    ByteBuf content = Unpooled.wrappedBuffer(bytes);
    var _ = context.writeAndFlush(new BinaryWebSocketFrame(content));
  }
}
