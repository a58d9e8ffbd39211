package io.linkfleet.worker.webhook;

import io.linkfleet.contract.EventCodec;
import io.linkfleet.contract.InstanceEvent;
import io.linkfleet.contract.WebhookTest;
import io.linkfleet.contract.WebhookUrl;
import io.linkfleet.registry.Delivery;
import io.linkfleet.registry.TestDelivery;
import io.linkfleet.registry.Webhook;
import io.linkfleet.worker.webhook.Outcome.Trouble;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.handler.codec.DecoderException;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes one attempt to deliver. Has event loops of its own: what a receiver does to them no
/// session feels.
public final class Courier implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Courier.class);
  private static final int LOOPS = 2;

  private final EventLoopGroup loops;
  private final Names names;
  private final HttpPost post;
  private final boolean allowPrivateAddresses;
  private final InstantSource clock;

  public Courier(WebhookSettings settings, InstantSource clock) {
    this(settings, clock, loops -> new DnsNames(loops.next(), settings.timeout()));
  }

  /// For names that are found elsewhere.
  interface NamesOn {
    Names open(EventLoopGroup loops);
  }

  Courier(WebhookSettings settings, InstantSource clock, NamesOn names) {
    this.loops =
        new MultiThreadIoEventLoopGroup(
            LOOPS, new DefaultThreadFactory("webhooks", true), NioIoHandler.newFactory());
    this.names = names.open(loops);
    this.post = new HttpPost(loops, settings.timeout());
    this.allowPrivateAddresses = settings.allowPrivateAddresses();
    this.clock = clock;
  }

  /// Blocks for a bounded time.
  Outcome deliver(Delivery delivery) throws InterruptedException {
    InstanceEvent event = delivery.event();
    return deliver(delivery.webhook(), event.id(), EventCodec.encode(event));
  }

  /// Like an event, and so proves that events would get there.
  Outcome deliver(TestDelivery delivery) throws InterruptedException {
    WebhookTest test = delivery.test();
    return deliver(delivery.webhook(), test.id(), EventCodec.encode(test));
  }

  private Outcome deliver(Optional<Webhook> opened, String id, byte[] body)
      throws InterruptedException {
    if (opened.isEmpty()) {
      return new Outcome.Unanswered(
          Trouble.UNKNOWN_KEY, "its secrets are sealed with a key we do not have");
    }
    Webhook webhook = opened.get();
    try {
      Optional<InetAddress> address = address(webhook.url());
      if (address.isEmpty()) {
        return new Outcome.Unanswered(Trouble.PRIVATE_ADDRESS, "private address");
      }
      int status = post.send(webhook.url(), address.get(), headers(webhook, id, body), body);
      return status >= 200 && status < 300
          ? new Outcome.Delivered(status)
          : new Outcome.Declined(status);
    } catch (UnknownHostException e) {
      return new Outcome.Unanswered(Trouble.UNKNOWN_HOST, "unknown host");
    } catch (IOException e) {
      log.debug("event={} not delivered", id, e);
      return new Outcome.Unanswered(trouble(e), e.getMessage());
    }
  }

  private static Trouble trouble(IOException failure) {
    return switch (failure.getCause()) {
      case TimeoutException _ -> Trouble.TIMEOUT;
      case ConnectTimeoutException _ -> Trouble.TIMEOUT;
      case ConnectException _ -> Trouble.CONNECTION_REFUSED;
      case SSLException _ -> Trouble.TLS;
      case DecoderException broken when broken.getCause() instanceof SSLException -> Trouble.TLS;
      case null, default -> Trouble.NO_ANSWER;
    };
  }

  /// The one address of those found that will be connected to.
  private Optional<InetAddress> address(WebhookUrl url)
      throws UnknownHostException, InterruptedException {
    return names.addressesOf(url.host()).stream()
        .filter(address -> allowPrivateAddresses || WebhookUrl.isPublic(address))
        .min(Comparator.comparing(address -> !(address instanceof Inet4Address)));
  }

  private Map<String, String> headers(Webhook webhook, String id, byte[] body) {
    long timestamp = clock.instant().getEpochSecond();
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "application/json");
    headers.put("User-Agent", "Linkfleet");
    headers.put("X-Linkfleet-Event-Id", id);
    headers.put("X-Linkfleet-Timestamp", Long.toString(timestamp));
    headers.put("X-Linkfleet-Signature", Signature.of(webhook.secret(), timestamp, body));
    webhook.authorization().ifPresent(value -> headers.put("Authorization", value));
    return headers;
  }

  @Override
  public void close() {
    loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
  }
}
