package io.linkfleet.worker.whatsapp;

import io.linkfleet.whatsapp.crypto.KeyPair;
import io.linkfleet.whatsapp.noise.CertificateAuthority;
import io.linkfleet.whatsapp.noise.ServerHandshake;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.ssl.SslContext;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A server that speaks the real handshake and then says exactly what a test makes it say, to show
/// the client what no well-behaved server does. The simulator stands for all others.
final class ScriptedServer implements AutoCloseable {
  /// What the server does about the handshake.
  enum Manner {
    POLITE,
    NEVER_ANSWERS,
    ANSWERS_GARBAGE
  }

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final SecureRandom random = new SecureRandom();
  private final MultiThreadIoEventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final KeyPair root = KeyPair.generate(random);
  private final KeyPair key = KeyPair.generate(random);
  private final byte[] chain;
  private final BlockingQueue<ScriptedPeer> peers = new LinkedBlockingQueue<>();
  private final Channel listening;
  private volatile Manner manner = Manner.POLITE;

  ScriptedServer() {
    this(Optional.empty());
  }

  ScriptedServer(Optional<SslContext> tls) {
    Instant now = Instant.now();
    chain =
        new CertificateAuthority(root, random)
            .issue(
                KeyPair.generate(random),
                key.publicKey(),
                now.minusSeconds(60),
                now.plusSeconds(3600));
    listening =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    tls.ifPresent(
                        context -> channel.pipeline().addLast(context.newHandler(channel.alloc())));
                    channel
                        .pipeline()
                        .addLast(
                            new HttpServerCodec(),
                            new HttpObjectAggregator(8192),
                            new WebSocketServerProtocolHandler("/ws/chat"),
                            new ScriptedPeer(handshake(), manner, peers),
                            new NotFound());
                  }
                })
            .bind("127.0.0.1", 0)
            .syncUninterruptibly()
            .channel();
  }

  void behave(Manner newManner) {
    manner = newManner;
  }

  URI url() {
    int port = ((InetSocketAddress) listening.localAddress()).getPort();
    return URI.create("ws://127.0.0.1:" + port + "/ws/chat");
  }

  KeyPair root() {
    return root;
  }

  /// The next client that completed the handshake.
  ScriptedPeer accept() throws InterruptedException {
    ScriptedPeer peer = peers.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    if (peer == null) {
      throw new AssertionError("no client completed the handshake");
    }
    return peer;
  }

  /// Answers whoever asks for another path.
  private static final class NotFound extends SimpleChannelInboundHandler<FullHttpRequest> {
    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
      var _ =
          context
              .writeAndFlush(
                  new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.NOT_FOUND))
              .addListener(ChannelFutureListener.CLOSE);
    }
  }

  private ServerHandshake handshake() {
    return new ServerHandshake(key, KeyPair.generate(random), chain);
  }

  @Override
  public void close() {
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }
}
