package io.linkfleet.simulator;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// The open ports and the one thread everything behind them runs on.
final class Listener {
  private static final int LONGEST_BODY = 1 << 16;
  private static final int BACKLOG = 4096;

  private final EventLoopGroup loop;
  private final Supplier<ChannelHandler> doorkeeper;
  private final Channel channel;

  private Listener(
      EventLoopGroup loop,
      Supplier<ChannelHandler> doorkeeper,
      String host,
      int port,
      Optional<TlsPort> secure) {
    this.loop = loop;
    this.doorkeeper = doorkeeper;
    this.channel = bind(host, port, Optional.empty());
    secure.ifPresent(tls -> bind(host, tls.port(), Optional.of(tls.context())));
  }

  static Listener open(
      String host, int port, Optional<TlsPort> secure, Supplier<ChannelHandler> doorkeeper) {
    EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    try {
      return new Listener(loop, doorkeeper, host, port, secure);
    } catch (RuntimeException e) {
      var _ = loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
      throw e;
    }
  }

  private Channel bind(String host, int port, Optional<SslContext> tls) {
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(loop)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(new Pipeline(doorkeeper, tls));
    var bound = bootstrap.bind(host, port).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new UncheckedIOException(
          new IOException("cannot listen on " + host + ":" + port, bound.cause()));
    }
    return bound.channel();
  }

  private static final class Pipeline extends ChannelInitializer<SocketChannel> {
    private final Supplier<ChannelHandler> doorkeeper;
    private final Optional<SslContext> tls;

    Pipeline(Supplier<ChannelHandler> doorkeeper, Optional<SslContext> tls) {
      this.doorkeeper = doorkeeper;
      this.tls = tls;
    }

    @Override
    protected void initChannel(SocketChannel socket) {
      tls.ifPresent(context -> socket.pipeline().addLast(context.newHandler(socket.alloc())));
      socket
          .pipeline()
          .addLast(new HttpServerCodec(), new HttpObjectAggregator(LONGEST_BODY), doorkeeper.get());
    }
  }

  int port() {
    return ((InetSocketAddress) channel.localAddress()).getPort();
  }

  /// Runs the action on the loop and waits for what it returns or throws.
  <T> T call(Callable<T> action) {
    try {
      return loop.submit(action).get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException problem) {
        throw problem;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the simulator was at work", e);
    }
  }

  /// Runs the action on the loop again and again until the listener is closed.
  void every(Duration interval, Runnable action) {
    long millis = interval.toMillis();
    var _ = loop.scheduleWithFixedDelay(action, millis, millis, TimeUnit.MILLISECONDS);
  }

  /// Closes the port and every connection; false if that has been done before.
  boolean close() {
    if (loop.isShuttingDown()) {
      return false;
    }
    channel.close().awaitUninterruptibly();
    loop.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
    return true;
  }
}
