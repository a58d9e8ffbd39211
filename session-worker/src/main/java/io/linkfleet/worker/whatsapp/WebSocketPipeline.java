package io.linkfleet.worker.whatsapp;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.ssl.SslContext;
import java.util.Optional;

/// What stands between the socket and [NoiseHandler]: TLS for `wss`, then a WebSocket client with
/// the headers a browser sends. The HTTP handlers leave when the upgrade is done.
final class WebSocketPipeline extends ChannelInitializer<Channel> {
  private static final int MOST_RESPONSE_BYTES = 8192;

  private final WhatsAppSettings settings;
  private final Optional<SslContext> tls;
  private final WebSocketClientProtocolConfig webSocket;
  private final NoiseHandler noise;

  /// `webSocket` is what [#webSocket] made, once for all connections.
  WebSocketPipeline(
      WhatsAppSettings settings,
      Optional<SslContext> tls,
      WebSocketClientProtocolConfig webSocket,
      NoiseHandler noise) {
    this.settings = settings;
    this.tls = tls;
    this.webSocket = webSocket;
    this.noise = noise;
  }

  @Override
  protected void initChannel(Channel channel) {
    ChannelPipeline pipeline = channel.pipeline();
    tls.ifPresent(
        context ->
            pipeline.addLast(
                context.newHandler(channel.alloc(), settings.url().getHost(), settings.port())));
    pipeline.addLast(
        new HttpClientCodec(),
        new HttpObjectAggregator(MOST_RESPONSE_BYTES),
        new WebSocketClientProtocolHandler(webSocket),
        noise);
  }

  static WebSocketClientProtocolConfig webSocket(WhatsAppSettings settings) {
    return WebSocketClientProtocolConfig.newBuilder()
        .webSocketUri(settings.url())
        .customHeaders(
            new DefaultHttpHeaders()
                .set(HttpHeaderNames.ORIGIN, "https://web.whatsapp.com")
                .set(HttpHeaderNames.CACHE_CONTROL, "no-cache")
                .set(HttpHeaderNames.PRAGMA, "no-cache"))
        .allowExtensions(false)
        .withUTF8Validator(false)
        .maxFramePayloadLength(settings.maxFrameBytes())
        .handshakeTimeoutMillis(settings.patience().connect().toMillis())
        .build();
  }
}
