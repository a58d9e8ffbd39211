package io.linkfleet.worker.webhook;

import io.linkfleet.contract.WebhookUrl;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/// One POST over a connection of its own, to the address it is given: the name in the URL serves
/// the Host header and the server's certificate, and is not looked up again. Redirects are an
/// answer like any other, and nothing of an answer is read behind its head.
final class HttpPost {
  private final EventLoopGroup loops;
  private final Duration timeout;
  private final SslContext tls;

  /// `timeout` is for connecting, TLS and the answer together.
  HttpPost(EventLoopGroup loops, Duration timeout) {
    this.loops = loops;
    this.timeout = timeout;
    try {
      tls =
          SslContextBuilder.forClient()
              .sslProvider(SslProvider.JDK)
              .endpointIdentificationAlgorithm("HTTPS")
              .build();
    } catch (SSLException e) {
      throw new IllegalStateException("the JDK's TLS can't be set up", e);
    }
  }

  /// The status of the answer. Throws [IOException] when none comes, in time or at all.
  int send(WebhookUrl url, InetAddress address, Map<String, String> headers, byte[] body)
      throws IOException, InterruptedException {
    CompletableFuture<Integer> status = new CompletableFuture<>();
    ChannelFuture connecting = connect(url, address, request(url, headers, body), status);
    try {
      return status.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new IOException(e.getCause().getClass().getSimpleName(), e.getCause());
    } catch (TimeoutException e) {
      throw new IOException("no answer within " + timeout, e);
    } finally {
      var _ = connecting.channel().close();
    }
  }

  private ChannelFuture connect(
      WebhookUrl url,
      InetAddress address,
      FullHttpRequest request,
      CompletableFuture<Integer> status) {
    var pipeline =
        new ChannelInitializer<Channel>() {
          @Override
          protected void initChannel(Channel channel) {
            if (url.isSecure()) {
              channel.pipeline().addLast(secured(channel, url));
            }
            channel.pipeline().addLast(new HttpClientCodec(), new AnswerHandler(request, status));
          }
        };
    ChannelFuture connecting =
        new Bootstrap()
            .group(loops)
            .channel(NioSocketChannel.class)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(timeout.toMillis()))
            .handler(pipeline)
            .connect(new InetSocketAddress(address, url.port()));
    return connecting.addListener(
        connected -> {
          if (!connected.isSuccess()) {
            status.completeExceptionally(connected.cause());
          }
        });
  }

  private SslHandler secured(Channel channel, WebhookUrl url) {
    SslHandler handler = tls.newHandler(channel.alloc(), url.host(), url.port());
    handler.setHandshakeTimeoutMillis(timeout.toMillis());
    return handler;
  }

  private static FullHttpRequest request(WebhookUrl url, Map<String, String> headers, byte[] body) {
    URI uri = url.uri();
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    String target = uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    FullHttpRequest request =
        new DefaultFullHttpRequest(
            HttpVersion.HTTP_1_1, HttpMethod.POST, target, Unpooled.wrappedBuffer(body));
    headers.forEach(request.headers()::set);
    request
        .headers()
        .set(HttpHeaderNames.HOST, uri.getRawAuthority())
        .set(HttpHeaderNames.CONTENT_LENGTH, body.length)
        .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    return request;
  }
}
