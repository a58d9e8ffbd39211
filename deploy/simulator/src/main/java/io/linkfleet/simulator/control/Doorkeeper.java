package io.linkfleet.simulator.control;

import io.linkfleet.simulator.chat.ChatServer;
import io.linkfleet.simulator.count.Count;
import io.linkfleet.simulator.count.Counts;
import io.linkfleet.simulator.fault.Fault;
import io.linkfleet.simulator.fault.FaultSwitch;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads the first request of a connection and shows it the way: `/ws/chat` becomes a WebSocket to
/// the chat server, everything else is a control request.
public final class Doorkeeper extends SimpleChannelInboundHandler<FullHttpRequest> {
  /// Where clients connect.
  public static final String CHAT_PATH = "/ws/chat";

  private static final Logger log = LoggerFactory.getLogger(Doorkeeper.class);
  private static final int LONGEST_MESSAGE = 1 << 20;

  private final ChatServer chat;
  private final ControlApi control;
  private final FaultSwitch faults;
  private final Counts counts;

  public Doorkeeper(ChatServer chat, ControlApi control, FaultSwitch faults, Counts counts) {
    this.chat = chat;
    this.control = control;
    this.faults = faults;
    this.counts = counts;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
    String path = new QueryStringDecoder(request.uri()).path();
    if (!path.equals(CHAT_PATH)) {
      answer(context, request, path);
    } else if (faults.get().has(Fault.REFUSE_CONNECTIONS)) {
      counts.add(Count.REFUSED_CONNECTIONS);
      reply(context, Answer.error(503, "connections are refused"), false);
    } else {
      upgrade(context, request);
    }
  }

  private void upgrade(ChannelHandlerContext context, FullHttpRequest request) {
    var config =
        WebSocketServerProtocolConfig.newBuilder()
            .websocketPath(CHAT_PATH)
            .checkStartsWith(true)
            .maxFramePayloadLength(LONGEST_MESSAGE)
            // Closing belongs to the chat: some faults close without a word.
            .handleCloseFrames(false)
            .sendCloseFrame(null)
            .build();
    context.pipeline().addLast(new WebSocketServerProtocolHandler(config), chat.newConnection());
    context.fireChannelRead(request.retain());
    context.pipeline().remove(this);
  }

  private void answer(ChannelHandlerContext context, FullHttpRequest request, String path) {
    boolean keepAlive = HttpUtil.isKeepAlive(request);
    var _ =
        control
            .answer(request.method().name(), path, ByteBufUtil.getBytes(request.content()))
            .whenComplete(
                (answer, problem) -> {
                  if (problem == null) {
                    reply(context, answer, keepAlive);
                  } else {
                    log.error("control request failed", problem);
                    reply(context, Answer.error(500, "internal error"), false);
                  }
                });
  }

  private static void reply(ChannelHandlerContext context, Answer answer, boolean keepAlive) {
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(answer.status()),
            Unpooled.wrappedBuffer(answer.bytes()));
    response.headers().set(HttpHeaderNames.CONTENT_TYPE, "application/json");
    HttpUtil.setContentLength(response, response.content().readableBytes());
    HttpUtil.setKeepAlive(response, keepAlive);
    var written = context.writeAndFlush(response);
    if (!keepAlive) {
      written.addListener(ChannelFutureListener.CLOSE);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (!(cause instanceof IOException)) {
      log.info("control connection ended", cause);
    }
    var _ = context.close();
  }
}
