package io.linkfleet.worker.whatsapp;

import io.linkfleet.whatsapp.frame.FrameReader;
import io.linkfleet.whatsapp.frame.FrameTooLong;
import io.linkfleet.whatsapp.frame.Frames;
import io.linkfleet.whatsapp.frame.Intro;
import io.linkfleet.whatsapp.node.MalformedNode;
import io.linkfleet.whatsapp.node.Node;
import io.linkfleet.whatsapp.node.NodeCodec;
import io.linkfleet.whatsapp.noise.ClientHandshake;
import io.linkfleet.whatsapp.noise.HandshakeException;
import io.linkfleet.whatsapp.noise.Transport;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.Cause;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.nio.ByteBuffer;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Between WebSocket messages and nodes: shakes hands, then decrypts what comes and encrypts what
/// goes. WebSocket messages are taken as one stream of bytes, whatever their boundaries.
final class NoiseHandler extends SimpleChannelInboundHandler<WebSocketFrame> {
  private static final Logger LOG = LoggerFactory.getLogger(NoiseHandler.class);

  private final StanzaStream stream;
  private final Dialogue dialogue;
  private final StanzaRouter router;
  private final Lifecycle lifecycle;
  private final FrameReader frames;
  private ClientHandshake handshake;
  private Transport transport;
  private ChannelHandlerContext context;

  /// The two moments the connection waits for.
  interface Lifecycle {
    void handshakeStarted();

    void opened(NoiseHandler noise);
  }

  NoiseHandler(
      StanzaStream stream,
      Dialogue dialogue,
      ClientHandshake handshake,
      Lifecycle lifecycle,
      int maxFrameBytes) {
    this.stream = stream;
    this.dialogue = dialogue;
    this.router = new StanzaRouter(stream, dialogue);
    this.handshake = handshake;
    this.lifecycle = lifecycle;
    this.frames = new FrameReader(maxFrameBytes);
  }

  @Override
  public void handlerAdded(ChannelHandlerContext added) {
    context = added;
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event == ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
      lifecycle.handshakeStarted();
      byte[] intro = Intro.encode(dialogue.routingInfo());
      write(Unpooled.wrappedBuffer(intro, Frames.frame(handshake.hello())));
    }
    ctx.fireUserEventTriggered(event);
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame message) {
    stream.marks().around(() -> take(message));
  }

  private void take(WebSocketFrame message) {
    try {
      read(message);
    } catch (HandshakeException | FrameTooLong | AEADBadTagException unreadable) {
      failed(unreadable);
    }
  }

  private void read(WebSocketFrame message)
      throws HandshakeException, FrameTooLong, AEADBadTagException {
    if (message instanceof TextWebSocketFrame) {
      stream.end(Cause.PROTOCOL_ERROR);
      return;
    }
    frames.feed(message.content().nioBuffer());
    for (Optional<ByteBuffer> frame = frames.next(); frame.isPresent(); frame = frames.next()) {
      if (transport == null) {
        finishHandshake(frame.get());
      } else {
        stanza(frame.get());
      }
    }
  }

  private void finishHandshake(ByteBuffer frame) throws HandshakeException {
    byte[] answer = new byte[frame.remaining()];
    frame.get(answer);
    if (!dialogue.mayIntroduce()) {
      return;
    }
    byte[] finish = handshake.finish(answer, dialogue.introduction().encode());
    write(Unpooled.wrappedBuffer(Frames.frame(finish)));
    transport = handshake.transport();
    handshake = null;
    lifecycle.opened(this);
  }

  private void stanza(ByteBuffer frame) throws AEADBadTagException {
    byte[] plaintext = transport.open(frame);
    if (!stream.isOpen()) {
      return;
    }
    try {
      router.received(NodeCodec.decode(plaintext));
    } catch (MalformedNode e) {
      // The stream itself is in step: one stanza of a newer form must not cost the connection.
      LOG.warn("{} a stanza can't be read: {}", stream, e.getMessage());
    }
  }

  /// Encrypts a stanza straight into the buffer that goes out.
  void send(Node stanza) {
    byte[] plaintext = NodeCodec.encode(stanza);
    int sealed = Transport.sealedLength(plaintext.length);
    ByteBuf out = context.alloc().buffer(Frames.HEADER_LENGTH + sealed);
    ByteBuffer room = out.nioBuffer(0, Frames.HEADER_LENGTH + sealed);
    Frames.putHeader(room, sealed);
    transport.seal(ByteBuffer.wrap(plaintext), room);
    write(out.writerIndex(room.position()));
  }

  private void write(ByteBuf bytes) {
    var _ =
        context
            .writeAndFlush(new BinaryWebSocketFrame(bytes))
            .addListener(
                written -> {
                  if (!written.isSuccess()) {
                    stream.writeFailed(written.cause());
                  }
                });
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    stream.marks().around(() -> failed(cause));
  }

  private void failed(Throwable cause) {
    switch (cause) {
      case HandshakeException e -> {
        LOG.warn("{} handshake failed, {}: {}", stream, e.reason(), e.getMessage());
        stream.end(Cause.HANDSHAKE_FAILED);
      }
      case FrameTooLong e -> unreadable(e);
      case AEADBadTagException e -> unreadable(e);
      default -> stream.endAsLost(cause);
    }
  }

  private void unreadable(Exception e) {
    LOG.warn("{} the server sent what can't be read: {}", stream, e.getMessage());
    stream.end(Cause.PROTOCOL_ERROR);
  }
}
