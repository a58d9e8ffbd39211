package io.linkfleet.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkfleet.contract.AccountId;
import io.linkfleet.contract.CommandId;
import io.linkfleet.contract.InstanceEvent;
import io.linkfleet.contract.InstanceId;
import io.linkfleet.contract.InstanceName;
import io.linkfleet.contract.InstanceStatus;
import io.linkfleet.contract.Partitions;
import io.linkfleet.contract.SharedKeys;
import io.linkfleet.contract.SharedSeal;
import io.linkfleet.contract.Standing;
import io.linkfleet.contract.StateReason;
import io.linkfleet.contract.WebhookUrl;
import io.linkfleet.registry.Creation;
import io.linkfleet.registry.Deliveries.Arrival;
import io.linkfleet.registry.Delivery;
import io.linkfleet.registry.Fence;
import io.linkfleet.registry.RedisUrl;
import io.linkfleet.registry.Registry;
import io.linkfleet.registry.RegistryOptions;
import io.linkfleet.registry.Replication;
import io.linkfleet.registry.Webhook;
import io.linkfleet.registry.WebhookSecret;
import io.linkfleet.worker.device.CredentialSeal;
import io.linkfleet.worker.device.DeviceCredentials;
import io.linkfleet.worker.device.DeviceStore;
import io.linkfleet.worker.device.Devices;
import io.linkfleet.worker.device.SealingKeys;
import io.linkfleet.worker.device.SecretBytes;
import io.linkfleet.worker.device.StoredDevices;
import io.linkfleet.worker.device.UnreadableCredentials;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.embedded.RedisServer;

/// A rotation of both kinds of keys, from `old` to `new`, by the command an operator runs.
class ResealTest {
  private static final InstantSource CLOCK = InstantSource.system();
  private static final Standing STANDING =
      Standing.of(InstanceStatus.CONNECTED, StateReason.PAIRING);
  private static final Map<String, byte[]> KEYS = Map.of("old", key(1), "new", key(2));

  private final SecureRandom random = new SecureRandom();
  private final DeviceCredentials departing = Devices.linked();
  private final DeviceCredentials linked = Devices.linked();
  private final Webhook webhook =
      new Webhook(
          new WebhookUrl("https://a.example/in"),
          EnumSet.allOf(InstanceEvent.Kind.class),
          WebhookSecret.random(random),
          Optional.of("Bearer cutlass"));
  private RedisServer redis;
  private int port;
  private InstanceId instance;
  private AccountId account;

  private static byte[] key(int fill) {
    byte[] key = new byte[32];
    key[0] = (byte) fill;
    return key;
  }

  @BeforeEach
  void aFleetWithTheOldKeys() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    redis = RedisServer.newRedisServer().port(port).bind("127.0.0.1").setting("save \"\"").build();
    redis.start();
    try (Registry registry = registry("old")) {
      account =
          registry.accounts(CLOCK, random).create("a", 10, OptionalInt.empty()).account().id();
      Creation created =
          registry
              .instances(CLOCK, random)
              .create(account, new InstanceName("mine"), Optional.empty());
      instance = ((Creation.Created) created).instance().id();
      Fence fence = registry.ownerships().take(new Partitions(4).of(instance), "worker-1");
      DeviceStore devices = devices(registry, "old");
      devices.pair(fence, instance, departing, STANDING);
      devices.depart(fence, instance, departing, CommandId.random(random), STANDING);
      devices.pair(fence, instance, linked, STANDING);
      assertThat(registry.webhooks().save(instance, webhook)).isTrue();
      queueAnEvent(registry);
    }
  }

  @AfterEach
  void noRedis() throws IOException {
    redis.stop();
  }

  private void queueAnEvent(Registry registry) {
    InstanceEvent event =
        new InstanceEvent(
            instance,
            1,
            account,
            new InstanceName("mine"),
            InstanceEvent.Kind.STATE,
            STANDING,
            Instant.ofEpochMilli(1));
    assertThat(registry.deliveries().queue(List.of(new Arrival(event, 0)), CLOCK.instant()))
        .isNotEmpty();
  }

  private Registry registry(String... ids) {
    Map<String, String> keys = new HashMap<>();
    List.of(ids).forEach(id -> keys.put(id, Base64.getEncoder().encodeToString(KEYS.get(id))));
    return Registry.open(
        new RegistryOptions(
            new RedisUrl("redis://127.0.0.1:" + port),
            new Partitions(4),
            Duration.ofSeconds(2),
            Replication.NONE,
            new SharedSeal(new SharedKeys(ids[0], keys), random)));
  }

  private DeviceStore devices(Registry registry, String... ids) {
    Map<String, SecretBytes> keys = new HashMap<>();
    List.of(ids).forEach(id -> keys.put(id, SecretBytes.of(KEYS.get(id))));
    SealingKeys sealing = new SealingKeys(ids[0], keys);
    return new DeviceStore(registry.devices(), new CredentialSeal(sealing, random), CLOCK);
  }

  private boolean reseal(String... ids) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "reseal",
                "--linkfleet.redis.url=redis://127.0.0.1:" + port,
                "--linkfleet.partitions=4",
                "--linkfleet.shared.active-key=" + ids[0],
                "--linkfleet.credentials.active-key=" + ids[0]));
    for (String id : ids) {
      String key = Base64.getEncoder().encodeToString(KEYS.get(id));
      arguments.add("--linkfleet.shared.keys." + id + "=" + key);
      arguments.add("--linkfleet.credentials.keys." + id + "=" + key);
    }
    return Reseal.run(arguments.toArray(String[]::new));
  }

  @Test
  void afterItTheNewKeysOpenEverything() {
    assertThat(reseal("new", "old")).isTrue();
    try (Registry registry = registry("new")) {
      StoredDevices stored = devices(registry, "new").load(instance).orElseThrow();
      assertThat(stored.current().orElseThrow().keyId()).isEqualTo(linked.keyId());
      assertThat(stored.departing())
          .extracting(DeviceCredentials::keyId)
          .containsExactly(departing.keyId());
      assertThat(
              registry.instances(CLOCK, random).list(account).getFirst().numberJid().orElseThrow())
          .hasToString("*********0001:7@s.whatsapp.net");
      assertThat(registry.deliveries().next(instance).flatMap(Delivery::webhook)).contains(webhook);
    }
    assertThat(reseal("new")).isTrue();
  }

  @Test
  void withoutItTheNewKeysOpenNothing() {
    try (Registry registry = registry("new")) {
      DeviceStore devices = devices(registry, "new");
      assertThatThrownBy(() -> devices.load(instance)).isInstanceOf(UnreadableCredentials.class);
      assertThat(registry.deliveries().next(instance).flatMap(Delivery::webhook)).isEmpty();
    }
  }

  @Test
  void withoutTheOldKeysItChangesNothingAndSaysSo() {
    assertThat(reseal("new")).isFalse();
    try (Registry registry = registry("old")) {
      assertThat(devices(registry, "old").load(instance).orElseThrow().current()).isPresent();
    }
  }
}
