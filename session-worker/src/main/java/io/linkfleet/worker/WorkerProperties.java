package io.linkfleet.worker;

import static io.linkfleet.settings.Setting.atLeast;
import static io.linkfleet.settings.Setting.between;
import static io.linkfleet.settings.Setting.given;
import static io.linkfleet.settings.Setting.keyRing;
import static io.linkfleet.settings.Setting.notBelow;
import static io.linkfleet.settings.Setting.notNegative;
import static io.linkfleet.settings.Setting.positive;
import static io.linkfleet.settings.Setting.valid;

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
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// What a worker is told. A value that makes no sense is
/// [io.linkfleet.settings.InvalidSetting]. The texts below are those of `deploy/CONFIGURATION.md`.
///
/// @param partitions Partitions of `linkfleet.commands`, 1 to 4096: the same in every program, and
///   fixed once the fleet has run.
@ConfigurationProperties("linkfleet")
record WorkerProperties(
    @DefaultValue Redis redis,
    @DefaultValue("64") int partitions,
    @DefaultValue Worker worker,
    @NestedConfigurationProperty @DefaultValue WhatsAppSettings whatsapp,
    @DefaultValue Credentials credentials,
    @DefaultValue Shared shared,
    @NestedConfigurationProperty @DefaultValue WebhookSettings webhooks) {

  WorkerProperties {
    valid("linkfleet.partitions", () -> new Partitions(partitions));
  }

  /// Where Redis is, and how sure it has to be.
  ///
  /// @param url `redis://`, `rediss://` or `redis-sentinel://host:port,…/0#name`. Redis runs with
  ///   `appendonly yes`, and where it has replicas with `min-replicas-to-write 1` and
  ///   `min-replicas-max-lag 3`.
  /// @param trustedCertificates With `rediss://`: a PEM file, the only certificates to trust; the
  ///   JVM's if it is not set. They are always verified.
  /// @param timeout For one command to Redis.
  /// @param replicas How many replicas must have a pairing or a logout before it is acknowledged.
  record Redis(
      @DefaultValue("redis://127.0.0.1:16379") String url,
      Optional<String> trustedCertificates,
      @DefaultValue("2s") Duration timeout,
      @DefaultValue("0") int replicas) {
    Redis {
      valid("linkfleet.redis.url", () -> new RedisUrl(url));
      valid(
          "linkfleet.redis.trusted-certificates",
          () -> new RedisUrl(url, trustedCertificates.map(Path::of)));
      positive("linkfleet.redis.timeout", timeout);
      atLeast("linkfleet.redis.replicas", 0, replicas);
    }

    RedisUrl address() {
      return new RedisUrl(url, trustedCertificates.map(Path::of));
    }

    @Override
    public String toString() {
      return "Redis[[REDACTED], timeout=" + timeout + ", replicas=" + replicas + "]";
    }
  }

  /// How a worker owns partitions and connects what is in them.
  ///
  /// @param id Names the worker in epochs and logs. Random if it is not set.
  /// @param groupProtocol With `consumer` (KIP-848) the broker assigns partitions and its timeouts
  ///   count.
  /// @param groupInstanceId Makes the worker a static member: back within the session timeout after
  ///   a crash, it has its partitions at once; a stop hands over all the same.
  /// @param sessionTimeout After which Kafka takes a silent worker's partitions (`classic`): from
  ///   1s to 1h, the broker's `group.min.session.timeout.ms` at least.
  /// @param drain How long a stop waits, at most, while answers keep coming.
  /// @param reconnectsPerSecond The pace of a takeover, and of reconnects after a loss; commands do
  ///   not wait for it.
  /// @param backoffUnit The first pause between tries to reach WhatsApp, which doubles.
  /// @param backoffCap The longest pause between tries to reach WhatsApp.
  /// @param maxInFlight Unanswered commands of a partition before it is paused.
  /// @param rehearsal How long a start practises logging in, at most, before it takes partitions; 0
  ///   for not at all.
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
      id = id.filter(text -> !text.isBlank());
      between(
          "linkfleet.worker.session-timeout",
          Duration.ofSeconds(1),
          Duration.ofHours(1),
          sessionTimeout);
      groupInstanceId.ifPresent(text -> given("linkfleet.worker.group-instance-id", text));
      notNegative("linkfleet.worker.drain", drain);
      atLeast("linkfleet.worker.reconnects-per-second", 1, reconnectsPerSecond);
      positive("linkfleet.worker.backoff-unit", backoffUnit);
      positive("linkfleet.worker.backoff-cap", backoffCap);
      notBelow(
          "linkfleet.worker.backoff-cap", backoffCap, "linkfleet.worker.backoff-unit", backoffUnit);
      atLeast("linkfleet.worker.max-in-flight", 1, maxInFlight);
      notNegative("linkfleet.worker.rehearsal", rehearsal);
    }

    GroupMembership membership() {
      return new GroupMembership(groupProtocol, groupInstanceId, sessionTimeout);
    }
  }

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

  /// The keys that workers alone have.
  ///
  /// @param activeKey Required. The id of the key that seals what is written from now on.
  /// @param keys Required. 32 bytes in base64 by their id: they seal the credentials of devices,
  ///   and no gateway has them. Several, to rotate.
  record Credentials(String activeKey, @DefaultValue Map<String, String> keys) {
    Credentials {
      keyRing("linkfleet.credentials", activeKey, keys, (id, key) -> sealing(id, Map.of(id, key)));
    }

    SealingKeys sealingKeys() {
      return sealing(activeKey, keys);
    }

    private static SealingKeys sealing(String activeKey, Map<String, String> keys) {
      Map<String, SecretBytes> decoded = new HashMap<>();
      keys.forEach((id, key) -> decoded.put(id, decode(key)));
      return new SealingKeys(activeKey, decoded);
    }

    private static SecretBytes decode(String key) {
      try {
        return SecretBytes.of(Base64.getDecoder().decode(key));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("not Base64 (the value is not shown)");
      }
    }

    @Override
    public String toString() {
      return "Credentials[activeKey=" + activeKey + ", [REDACTED]]";
    }
  }
}
