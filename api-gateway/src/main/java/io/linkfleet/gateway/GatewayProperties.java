package io.linkfleet.gateway;

import static io.linkfleet.settings.Setting.atLeast;
import static io.linkfleet.settings.Setting.between;
import static io.linkfleet.settings.Setting.keyRing;
import static io.linkfleet.settings.Setting.notNegative;
import static io.linkfleet.settings.Setting.positive;
import static io.linkfleet.settings.Setting.valid;

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
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// What a gateway is told. A value that makes no sense is
/// [io.linkfleet.settings.InvalidSetting]. The texts below are those of `deploy/CONFIGURATION.md`.
///
/// @param partitions Partitions of `linkfleet.commands`, 1 to 4096: the same in every program, and
///   fixed once the fleet has run.
/// @param gatewayId Names the gateway to itself; has to differ between gateways that run at once.
///   Random if it is not set.
/// @param operatorToken Opens `/admin/**`: 16 to 256 visible ASCII characters. Without it these
///   endpoints are off.
/// @param trustedProxies Networks (`10.0.0.0/8`) whose `X-Forwarded-For` is believed.
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
    gatewayId = gatewayId.filter(text -> !text.isBlank());
    operatorToken = operatorToken.filter(text -> !text.isBlank());
    operatorToken.ifPresent(
        text -> valid("linkfleet.operator-token", () -> new OperatorToken(text)));
    trustedProxies.forEach(text -> valid("linkfleet.trusted-proxies", () -> Network.parse(text)));
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

  /// Where Redis is.
  ///
  /// @param url `redis://`, `rediss://` or `redis-sentinel://host:port,…/0#name`. Redis runs with
  ///   `appendonly yes`, and where it has replicas with `min-replicas-to-write 1` and
  ///   `min-replicas-max-lag 3`.
  /// @param trustedCertificates With `rediss://`: a PEM file, the only certificates to trust; the
  ///   JVM's if it is not set. They are always verified.
  /// @param timeout For one command to Redis.
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

  /// How commands are waited for.
  ///
  /// @param replyTimeout How long a caller waits at most, from its request on; at least 1s. What
  ///   the Kafka producer is given follows from it.
  /// @param connectTimeout How long a caller waits at most for a code to link with.
  /// @param maxInFlight Commands awaited at once; the next is refused.
  record Dispatch(
      @DefaultValue("15s") Duration replyTimeout,
      @DefaultValue("60s") Duration connectTimeout,
      @DefaultValue("10000") int maxInFlight) {
    private static final Duration LONGEST = Duration.ofHours(1);

    Dispatch {
      between("linkfleet.dispatch.reply-timeout", Duration.ofSeconds(1), LONGEST, replyTimeout);
      between("linkfleet.dispatch.connect-timeout", Duration.ofMillis(1), LONGEST, connectTimeout);
      atLeast("linkfleet.dispatch.max-in-flight", 1, maxInFlight);
    }
  }

  /// How a gateway stops.
  ///
  /// @param notice How long a gateway that is told to stop serves on while readiness says no; then
  ///   it waits for the calls under way.
  record Stop(@DefaultValue("3s") Duration notice) {
    Stop {
      notNegative("linkfleet.stop.notice", notice);
    }
  }

  /// What one caller may ask for.
  ///
  /// @param calls Requests of one token in a window.
  /// @param creates Creations of instances of one token in a window.
  /// @param strangers Requests without a valid token, of one address in a window.
  /// @param window The time in which requests are counted, up to a day.
  /// @param instancesPerAccount How many an account may have unless the operator said otherwise.
  record Limits(
      @DefaultValue("100") int calls,
      @DefaultValue("20") int creates,
      @DefaultValue("100") int strangers,
      @DefaultValue("60s") Duration window,
      @DefaultValue("1000") int instancesPerAccount) {
    Limits {
      atLeast("linkfleet.limits.calls", 1, calls);
      atLeast("linkfleet.limits.creates", 1, creates);
      atLeast("linkfleet.limits.strangers", 1, strangers);
      between("linkfleet.limits.window", Duration.ofMillis(1), Duration.ofDays(1), window);
      atLeast("linkfleet.limits.instances-per-account", 0, instancesPerAccount);
    }

    RateLimits rates() {
      return new RateLimits(calls, creates, strangers, window);
    }
  }

  /// Streams of events for pages.
  ///
  /// @param max Event streams open at once at this gateway, of all tokens.
  /// @param maxPerToken Event streams open at once at this gateway, of one token.
  /// @param heartbeat How often a stream says that it lives, and its token is looked at; 15s at
  ///   most.
  record Streams(
      @DefaultValue("1000") int max,
      @DefaultValue("20") int maxPerToken,
      @DefaultValue("5s") Duration heartbeat) {
    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(15);

    Streams {
      atLeast("linkfleet.streams.max", 0, max);
      atLeast("linkfleet.streams.max-per-token", 0, maxPerToken);
      between("linkfleet.streams.heartbeat", SHORTEST, LONGEST, heartbeat);
    }

    StreamSettings settings() {
      return new StreamSettings(max, maxPerToken, heartbeat);
    }
  }

  /// The page for browsers.
  ///
  /// @param enabled Whether `/` is a page for browsers.
  record Console(@DefaultValue("true") boolean enabled) {}

  /// Where webhooks may lead.
  ///
  /// @param allowPrivateAddresses Whether webhooks may lead to private, loopback and link-local
  ///   addresses.
  record Webhooks(@DefaultValue("false") boolean allowPrivateAddresses) {}

  /// The keys that gateways and workers share.
  ///
  /// @param activeKey Required. The id of the key that seals what is written from now on.
  /// @param keys Required. 32 bytes in base64 by their id: they seal what gateways and workers
  ///   both read (phone numbers, codes to link with, secrets of webhooks); the same everywhere,
  ///   and other ones than those of credentials. Several, to rotate.
  record Shared(String activeKey, @DefaultValue Map<String, String> keys) {
    Shared {
      keyRing(
          "linkfleet.shared", activeKey, keys, (id, key) -> new SharedKeys(id, Map.of(id, key)));
    }

    SharedKeys sealingKeys() {
      return new SharedKeys(activeKey, keys);
    }

    @Override
    public String toString() {
      return "Shared[[REDACTED]]";
    }
  }
}
