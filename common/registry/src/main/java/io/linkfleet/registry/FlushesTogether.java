package io.linkfleet.registry;

import io.lettuce.core.resource.NettyCustomizer;
import io.netty.channel.Channel;
import io.netty.handler.flush.FlushConsolidationHandler;

/// Commands of many callers that wait to be written at the same moment are sent together; Lettuce
/// would flush, and so enter the kernel, for each of them. One that is alone goes at once.
public final class FlushesTogether implements NettyCustomizer {
  private static final int MOST = 256;

  @Override
  public void afterChannelInitialized(Channel channel) {
    channel.pipeline().addFirst(new FlushConsolidationHandler(MOST, true));
  }
}
