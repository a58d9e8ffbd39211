package io.linkfleet.worker.webhook;

import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Asks the name servers of the system itself instead of the JDK, whose look-up would hold a thread
/// of the few that all virtual threads share for as long as a tenant's name server is slow.
final class DnsNames implements Names {
  private final DnsNameResolver resolver;
  private final Duration timeout;

  DnsNames(EventLoop loop, Duration timeout) {
    this.timeout = timeout;
    this.resolver =
        new DnsNameResolverBuilder(loop)
            .datagramChannelType(NioDatagramChannel.class)
            .socketChannelType(NioSocketChannel.class)
            .queryTimeoutMillis(Math.max(1, timeout.toMillis() / 2))
            .build();
  }

  @Override
  public List<InetAddress> addressesOf(String host)
      throws UnknownHostException, InterruptedException {
    Future<List<InetAddress>> found = resolver.resolveAll(host);
    if (!found.await(timeout.toMillis(), TimeUnit.MILLISECONDS) || !found.isSuccess()) {
      throw new UnknownHostException(host);
    }
    return found.getNow();
  }
}
