package io.linkfleet.gateway;

import io.linkfleet.contract.Partitions;
import io.linkfleet.contract.SharedKeys;
import io.linkfleet.gateway.admin.OperatorToken;
import io.linkfleet.gateway.events.StreamSettings;
import io.linkfleet.gateway.ratelimit.Network;
import io.linkfleet.registry.RateLimits;
import io.linkfleet.registry.RedisUrl;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// What a gateway is told. A value that makes no sense stops the start, with its name.
///
/// `gatewayId` only has to differ between gateways that run at once. `operatorToken` opens the
/// operator's endpoints, which are off without it. `trustedProxies` are the networks whose
/// `X-Forwarded-For` is believed.
@ConfigurationProperties("linkfleet")
record GatewayProperties(
    @DefaultValue Redis redis,
    @DefaultValue("64") int partitions,
    Optional<String> gatewayId,
    @DefaultValue Dispatch dispatch,
    @DefaultValue Stop stop,
    Optional<String> operatorToken,
    @DefaultValue Limits limits,
    @DefaultValue List<String> trustedProxies,
    @DefaultValue Webhooks webhooks,
    @DefaultValue Streams streams,
    @DefaultValue Console console,
    @DefaultValue Shared shared) {

  GatewayProperties {
    valid("linkfleet.partitions", () -> new Partitions(partitions));
    operatorToken = operatorToken.filter(text -> !text.isBlank());
    operatorToken.ifPresent(
        text -> valid("linkfleet.operator-token", () -> new OperatorToken(text)));
    trustedProxies.forEach(text -> valid("linkfleet.trusted-proxies", () -> Network.parse(text)));
  }

  private static void valid(String name, Supplier<?> value) {
    try {
      var _ = value.get();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(name + ": " + e.getMessage());
    }
  }

  private static void positive(String name, Duration value) {
    if (!value.isPositive()) {
      throw new IllegalArgumentException(name + ": a duration above zero, not " + value);
    }
  }

  private static void atLeast(String name, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(name + ": at least " + least + ", not " + value);
    }
  }

  Optional<OperatorToken> operator() {
    return operatorToken.map(OperatorToken::new);
  }

  List<Network> proxies() {
    return trustedProxies.stream().map(Network::parse).toList();
  }

  @Override
  public String toString() {
    return "GatewayProperties[partitions=" + partitions + ", [REDACTED]]";
  }

  /// `timeout` bounds each command to Redis; `trustedCertificates` is a PEM file to trust in place
  /// of what the JVM trusts.
  record Redis(
      @DefaultValue("redis://127.0.0.1:16379") String url,
      Optional<String> trustedCertificates,
      @DefaultValue("2s") Duration timeout) {
    Redis {
      valid("linkfleet.redis.url", () -> new RedisUrl(url));
      valid(
          "linkfleet.redis.trusted-certificates",
          () -> new RedisUrl(url, trustedCertificates.map(Path::of)));
      positive("linkfleet.redis.timeout", timeout);
    }

    RedisUrl address() {
      return new RedisUrl(url, trustedCertificates.map(Path::of));
    }

    @Override
    public String toString() {
      return "Redis[[REDACTED], timeout=" + timeout + "]";
    }
  }

  /// How long a caller waits, from its request on: for a code to scan, and for anything else. At
  /// most `maxInFlight` commands are awaited at once; the next is refused.
  record Dispatch(
      @DefaultValue("15s") Duration replyTimeout,
      @DefaultValue("60s") Duration connectTimeout,
      @DefaultValue("10000") int maxInFlight) {
    Dispatch {
      if (replyTimeout.toMillis() < 1_000) {
        throw new IllegalArgumentException("linkfleet.dispatch.reply-timeout: at least 1s");
      }
      positive("linkfleet.dispatch.connect-timeout", connectTimeout);
      atLeast("linkfleet.dispatch.max-in-flight", maxInFlight, 1);
    }
  }

  /// For `notice` a gateway that is told to stop says that it is not ready and serves all the same.
  record Stop(@DefaultValue("3s") Duration notice) {
    Stop {
      if (notice.isNegative()) {
        throw new IllegalArgumentException("linkfleet.stop.notice: not negative, not " + notice);
      }
    }
  }

  /// Requests per token and `window`: over all endpoints, and creations among them; requests
  /// without a valid token per address; and how many instances an account may have unless told
  /// otherwise.
  record Limits(
      @DefaultValue("100") int calls,
      @DefaultValue("20") int creates,
      @DefaultValue("100") int strangers,
      @DefaultValue("60s") Duration window,
      @DefaultValue("1000") int instancesPerAccount) {
    Limits {
      atLeast("linkfleet.limits.calls", calls, 1);
      atLeast("linkfleet.limits.creates", creates, 1);
      atLeast("linkfleet.limits.strangers", strangers, 1);
      atLeast("linkfleet.limits.instances-per-account", instancesPerAccount, 0);
      int any = 1;
      valid("linkfleet.limits.window", () -> new RateLimits(any, any, any, window));
    }

    RateLimits rates() {
      return new RateLimits(calls, creates, strangers, window);
    }
  }

  /// How many event streams are open at once, of all tokens and of one; and how often at least each
  /// says that it lives and is looked at.
  record Streams(
      @DefaultValue("1000") int max,
      @DefaultValue("20") int maxPerToken,
      @DefaultValue("5s") Duration heartbeat) {
    private static final Duration LONGEST = Duration.ofSeconds(15);

    Streams {
      atLeast("linkfleet.streams.max", max, 0);
      atLeast("linkfleet.streams.max-per-token", maxPerToken, 0);
      if (heartbeat.toMillis() < 100 || heartbeat.compareTo(LONGEST) > 0) {
        throw new IllegalArgumentException("linkfleet.streams.heartbeat: 100ms to 15s");
      }
    }

    StreamSettings settings() {
      return new StreamSettings(max, maxPerToken, heartbeat);
    }
  }

  /// Whether the page for browsers is served.
  record Console(@DefaultValue("true") boolean enabled) {}

  record Webhooks(@DefaultValue("false") boolean allowPrivateAddresses) {}

  /// `keys` are the workers' too, by id, each 32 bytes in Base64; the active one seals.
  record Shared(Optional<String> activeKey, @DefaultValue Map<String, String> keys) {
    Shared {
      Map<String, String> given = Map.copyOf(keys);
      valid("linkfleet.shared.active-key, .keys", () -> sealingKeys(activeKey, given));
    }

    private static SharedKeys sealingKeys(Optional<String> activeKey, Map<String, String> keys) {
      return new SharedKeys(activeKey.orElse(""), keys);
    }

    SharedKeys sealingKeys() {
      return sealingKeys(activeKey, keys);
    }

    @Override
    public String toString() {
      return "Shared[[REDACTED]]";
    }
  }
}
