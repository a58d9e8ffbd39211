package io.linkfleet.worker.webhook;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import java.io.EOFException;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/// Sends the request once connected and takes the status of the answer; that is all it waits for.
final class AnswerHandler extends SimpleChannelInboundHandler<HttpObject> {
  private final FullHttpRequest request;
  private final CompletableFuture<Integer> status;

  AnswerHandler(FullHttpRequest request, CompletableFuture<Integer> status) {
    this.request = request;
    this.status = status;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    context
        .writeAndFlush(request)
        .addListener(
            written -> {
              if (!written.isSuccess()) {
                status.completeExceptionally(written.cause());
              }
            });
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
    if (!(part instanceof HttpResponse response)) {
      return;
    }
    if (response.decoderResult().isFailure()) {
      end(context, new IOException("no HTTP", response.decoderResult().cause()));
    } else if (response.status().codeClass() != HttpStatusClass.INFORMATIONAL) {
      status.complete(response.status().code());
      var _ = context.close();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    status.completeExceptionally(new EOFException("closed without an answer"));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    end(context, cause);
  }

  private void end(ChannelHandlerContext context, Throwable cause) {
    status.completeExceptionally(cause);
    var _ = context.close();
  }
}
