package io.linkfleet.gateway;

import io.linkfleet.gateway.dispatch.CommandDispatcher;
import io.linkfleet.gateway.events.Watches;
import io.linkfleet.gateway.http.Drain;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/// The first step of a stop, before the web server takes notice: readiness says no already, and
/// whoever comes all the same, because he does not know yet, is still served and told to close his
/// connection. Event streams end at once: their pages go elsewhere. Ends in a moment without
/// requests. Whoever waits for a reply when the time is over gets his failure now; nobody is cut
/// off.
///
/// The clients of Kafka and Redis are closed when the web server is.
final class GatewayStop implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(GatewayStop.class);

  private final Drain drain;
  private final CommandDispatcher dispatcher;
  private final Watches watches;
  private final Duration notice;
  private final Duration patience;
  private volatile boolean running;

  GatewayStop(
      Drain drain,
      CommandDispatcher dispatcher,
      Watches watches,
      Duration notice,
      Duration patience) {
    this.drain = drain;
    this.dispatcher = dispatcher;
    this.watches = watches;
    this.notice = notice;
    this.patience = patience;
  }

  @Override
  public void start() {
    running = true;
  }

  @Override
  public void stop() {
    drain.begin();
    watches.endAll();
    giveNotice();
    if (!drain.awaitNone(patience)) {
      log.info("stopping with requests under way: whoever waits is told so");
      dispatcher.giveUp();
    }
    running = false;
  }

  private void giveNotice() {
    try {
      var _ = new CountDownLatch(1).await(notice.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
