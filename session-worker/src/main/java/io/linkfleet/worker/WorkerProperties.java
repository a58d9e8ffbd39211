package io.linkfleet.worker;

import io.linkfleet.contract.Partitions;
import io.linkfleet.contract.SharedKeys;
import io.linkfleet.registry.RedisUrl;
import io.linkfleet.worker.device.SealingKeys;
import io.linkfleet.worker.device.SecretBytes;
import io.linkfleet.worker.webhook.WebhookSettings;
import io.linkfleet.worker.whatsapp.WhatsAppSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// What a worker is told. A value that makes no sense stops the start.
@ConfigurationProperties("linkfleet")
record WorkerProperties(
    @DefaultValue Redis redis,
    @DefaultValue("64") int partitions,
    @DefaultValue Worker worker,
    @DefaultValue WhatsAppSettings whatsapp,
    Credentials credentials,
    @DefaultValue Shared shared,
    @DefaultValue WebhookSettings webhooks) {

  WorkerProperties {
    var _ = new Partitions(partitions);
    if (credentials == null) {
      throw new IllegalArgumentException(
          "linkfleet.credentials.active-key and linkfleet.credentials.keys.<id> are required:"
              + " credentials are never stored unsealed");
    }
  }

  /// `url` may name one server (`redis`, `rediss`) or sentinels (`redis-sentinel`);
  /// `trustedCertificates` is a PEM file to trust in place of what the JVM trusts; `replicas` is
  /// how many must have a pairing or a logout before it is acknowledged.
  record Redis(
      @DefaultValue("redis://127.0.0.1:16379") String url,
      Optional<String> trustedCertificates,
      @DefaultValue("2s") Duration timeout,
      @DefaultValue("0") int replicas) {
    Redis {
      var _ = new RedisUrl(url, trustedCertificates.map(Path::of));
    }

    RedisUrl address() {
      return new RedisUrl(url, trustedCertificates.map(Path::of));
    }

    @Override
    public String toString() {
      return "Redis[[REDACTED], timeout=" + timeout + ", replicas=" + replicas + "]";
    }
  }

  /// `reconnectsPerSecond` paces a takeover; `maxInFlight` is per partition; `drain` is how long a
  /// stop waits, at most, for answers that keep coming, and `rehearsal` how long a start practises
  /// logging in, at most, before it takes any partition.
  record Worker(
      Optional<String> id,
      @DefaultValue("classic") GroupProtocol groupProtocol,
      Optional<String> groupInstanceId,
      @DefaultValue("6s") Duration sessionTimeout,
      @DefaultValue("10s") Duration drain,
      @DefaultValue("100") int reconnectsPerSecond,
      @DefaultValue("1s") Duration backoffUnit,
      @DefaultValue("900s") Duration backoffCap,
      @DefaultValue("1000") int maxInFlight,
      @DefaultValue("1s") Duration rehearsal) {
    Worker {
      var _ = new GroupMembership(groupProtocol, groupInstanceId, sessionTimeout);
      if (drain.isNegative()) {
        throw new IllegalArgumentException("linkfleet.worker.drain is negative: " + drain);
      }
      if (rehearsal.isNegative()) {
        throw new IllegalArgumentException("linkfleet.worker.rehearsal is negative: " + rehearsal);
      }
    }

    GroupMembership membership() {
      return new GroupMembership(groupProtocol, groupInstanceId, sessionTimeout);
    }
  }

  /// `keys` are the gateways' too, by id, each 32 bytes in Base64; the active one seals.
  record Shared(Optional<String> activeKey, @DefaultValue Map<String, String> keys) {
    Shared {
      var _ = new SharedKeys(activeKey.orElse(""), keys);
    }

    SharedKeys sealingKeys() {
      return new SharedKeys(activeKey.orElse(""), keys);
    }

    @Override
    public String toString() {
      return "Shared[[REDACTED]]";
    }
  }

  /// The keys by id, each 32 bytes in Base64.
  record Credentials(String activeKey, Map<String, String> keys) {
    SealingKeys sealingKeys() {
      Map<String, SecretBytes> decoded = new HashMap<>();
      keys.forEach((id, key) -> decoded.put(id, decode(id, key)));
      return new SealingKeys(activeKey, decoded);
    }

    private static SecretBytes decode(String id, String key) {
      try {
        return SecretBytes.of(Base64.getDecoder().decode(key));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "linkfleet.credentials.keys." + id + " is not Base64 (the value is not shown)");
      }
    }

    @Override
    public String toString() {
      return "Credentials[activeKey=" + activeKey + ", [REDACTED]]";
    }
  }
}
