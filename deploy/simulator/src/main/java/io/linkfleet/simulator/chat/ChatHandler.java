package io.linkfleet.simulator.chat;

import io.linkfleet.simulator.count.Count;
import io.linkfleet.whatsapp.frame.FrameReader;
import io.linkfleet.whatsapp.frame.FrameTooLong;
import io.linkfleet.whatsapp.frame.IntroReader;
import io.linkfleet.whatsapp.frame.UnknownIntro;
import io.linkfleet.whatsapp.noise.HandshakeException;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler.HandshakeComplete;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Turns the messages of one WebSocket into one byte stream and cuts that into frames.
final class ChatHandler extends SimpleChannelInboundHandler<WebSocketFrame> {
  private static final Logger log = LoggerFactory.getLogger(ChatHandler.class);
  private static final int LONGEST_FRAME = 1 << 20;
  private static final int LONGEST_ROUTING_INFO = 1 << 10;

  private final Server server;
  private final Greeter greeter;
  private final IntroReader intro = new IntroReader(LONGEST_ROUTING_INFO);
  private final FrameReader frames = new FrameReader(LONGEST_FRAME);
  private ChatConnection connection;
  private boolean broken;

  ChatHandler(Server server, Greeter greeter) {
    this.server = server;
    this.greeter = greeter;
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof HandshakeComplete) {
      connection = new ChatConnection(server, greeter, context);
      server.counts().add(Count.CONNECTIONS);
      connection.opened();
    }
    context.fireUserEventTriggered(event);
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, WebSocketFrame message)
      throws UnknownIntro, FrameTooLong, HandshakeException, AEADBadTagException {
    if (broken) {
      return;
    }
    if (message instanceof CloseWebSocketFrame) {
      connection.closedByClient();
      return;
    }
    if (!(message instanceof BinaryWebSocketFrame
        || message instanceof ContinuationWebSocketFrame)) {
      throw new DecoderException("only binary messages are spoken here");
    }
    ByteBuffer bytes = message.content().nioBuffer();
    if (!intro.read(bytes)) {
      return;
    }
    frames.feed(bytes);
    for (Optional<ByteBuffer> frame = frames.next(); frame.isPresent(); frame = frames.next()) {
      connection.on(frame.get());
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    if (connection != null) {
      connection.closed();
    }
    context.fireChannelInactive();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    broken = true;
    switch (cause) {
      case IOException _ -> log.debug("connection lost: {}", cause.getMessage());
      case DecoderException _ -> blame(cause);
      case RuntimeException _, Error _ -> {
        server.counts().add(Count.PROTOCOL_ERRORS);
        log.warn("connection ended by trouble of our own", cause);
      }
      default -> blame(cause);
    }
    if (connection == null) {
      var _ = context.close();
    } else {
      connection.drop();
    }
  }

  private void blame(Throwable cause) {
    server.counts().add(Count.PROTOCOL_ERRORS);
    log.info("connection ended for what the client sent: {}", cause.toString());
  }
}
