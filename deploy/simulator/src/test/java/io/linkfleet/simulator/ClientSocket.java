package io.linkfleet.simulator;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// A WebSocket as clients have it. Tells the bytes of each message, and the end once, whoever it
/// came from. (The JDK's own client can miss an end that meets its sending.)
final class ClientSocket {
  private static final EventLoopGroup LOOP =
      new MultiThreadIoEventLoopGroup(
          1, new DefaultThreadFactory("test-client", true), NioIoHandler.newFactory());
  private static final int LONGEST = 1 << 20;
  private static final long PATIENCE_SECONDS = 10;

  private final Channel channel;

  private ClientSocket(Channel channel) {
    this.channel = channel;
  }

  /// Throws unless the server takes the WebSocket.
  static ClientSocket connect(URI url, Consumer<byte[]> message, Runnable end) {
    CompletableFuture<Void> open = new CompletableFuture<>();
    Channel channel =
        new Bootstrap()
            .group(LOOP)
            .channel(NioSocketChannel.class)
            .handler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel connecting) {
                    WebSocketClientProtocolConfig config =
                        WebSocketClientProtocolConfig.newBuilder()
                            .webSocketUri(url)
                            .maxFramePayloadLength(LONGEST)
                            .build();
                    connecting
                        .pipeline()
                        .addLast(
                            new HttpClientCodec(),
                            new HttpObjectAggregator(LONGEST),
                            new WebSocketClientProtocolHandler(config),
                            new Receiver(message, open));
                  }
                })
            .connect(url.getHost(), url.getPort())
            .syncUninterruptibly()
            .channel();
    open.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    var _ = channel.closeFuture().addListener(_ -> end.run());
    return new ClientSocket(channel);
  }

  /// Returns once the message is in the operating system's hands, or the socket is closed.
  void send(byte[] message) {
    channel
        .writeAndFlush(new BinaryWebSocketFrame(Unpooled.wrappedBuffer(message)))
        .awaitUninterruptibly();
  }

  /// Closes without a word.
  void abort() {
    channel.close().awaitUninterruptibly();
  }

  private static final class Receiver extends SimpleChannelInboundHandler<WebSocketFrame> {
    private final Consumer<byte[]> message;
    private final CompletableFuture<Void> open;

    private Receiver(Consumer<byte[]> message, CompletableFuture<Void> open) {
      this.message = message;
      this.open = open;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      if (event == ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
        open.complete(null);
      }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
      if (frame instanceof BinaryWebSocketFrame) {
        byte[] bytes = new byte[frame.content().readableBytes()];
        frame.content().readBytes(bytes);
        message.accept(bytes);
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      open.completeExceptionally(cause);
      var _ = context.close();
    }
  }
}
