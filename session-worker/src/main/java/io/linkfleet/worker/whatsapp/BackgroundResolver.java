package io.linkfleet.worker.whatsapp;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;

/// Looks names up with the JDK, cache included, away from the event loops: a slow name server must
/// not hold up the connections that are open.
final class BackgroundResolver extends AddressResolverGroup<InetSocketAddress> {
  private final Executor background;

  BackgroundResolver(Executor background) {
    this.background = background;
  }

  @Override
  protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
    return new Resolver(executor).asAddressResolver();
  }

  private final class Resolver extends InetNameResolver {
    Resolver(EventExecutor executor) {
      super(executor);
    }

    @Override
    protected void doResolve(String host, Promise<InetAddress> promise) {
      lookUp(() -> InetAddress.getByName(host), promise);
    }

    @Override
    protected void doResolveAll(String host, Promise<List<InetAddress>> promise) {
      lookUp(() -> List.of(InetAddress.getAllByName(host)), promise);
    }

    private <T> void lookUp(Callable<T> lookup, Promise<T> promise) {
      background.execute(
          () -> {
            try {
              T found = lookup.call();
              complete(() -> promise.trySuccess(found));
            } catch (Exception e) {
              complete(() -> promise.tryFailure(e));
            }
          });
    }

    /// When the program goes down meanwhile, nobody waits any more.
    private void complete(Runnable completion) {
      if (!executor().isShuttingDown()) {
        completion.run();
      }
    }
  }
}
