package io.linkfleet.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkfleet.contract.InstanceId;
import io.linkfleet.contract.InstanceStatus;
import io.linkfleet.contract.Standing;
import io.linkfleet.contract.StateReason;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.embedded.RedisServer;

class ReplicationTest {
  @RegisterExtension
  static final RealRedis REDIS = new RealRedis(new Replication(1, Duration.ofMillis(300)));

  private final InstanceId instance = InstanceId.random(new Random(7));
  private final DeviceRecords devices = REDIS.registry().devices();
  private Fence fence;

  @BeforeEach
  void anInstanceAndItsOwner() {
    REDIS
        .commands()
        .hset(
            Keys.instance(RealRedis.PARTITIONS, instance),
            Map.of(
                "account", "0".repeat(32),
                "name", "support",
                "created", "1000",
                "status", "disconnected",
                "reason", "created",
                "since", "1000",
                "departing", "0"));
    fence = REDIS.registry().ownerships().take(RealRedis.PARTITIONS.of(instance), "worker-1");
  }

  private DeviceWrite pair() {
    SealedDevice device = new SealedDevice("first", new byte[] {1});
    NumberJid jid = new NumberJid("5511999999999:12@s.whatsapp.net");
    return devices.pair(fence, instance, device, jid, entry(InstanceStatus.CONNECTED));
  }

  @Test
  void aPairingThatNoReplicaHoldsIsNotAcknowledged() {
    assertThatThrownBy(this::pair)
        .isInstanceOf(NotReplicated.class)
        .hasMessage("0 of 1 replicas confirmed the write in time");
    assertThat(devices.load(instance).orElseThrow().device()).isPresent();
  }

  @Test
  void whatIsNotAcknowledgedByNeedNotBeReplicated() {
    assertThat(devices.recordStanding(fence, instance, entry(InstanceStatus.CONNECTING)))
        .isEqualTo(DeviceWrite.DONE);
  }

  @Test
  void anEventThatNoReplicaHoldsIsNotPublished() {
    devices.recordStanding(fence, instance, entry(InstanceStatus.CONNECTING));
    assertThatThrownBy(() -> REDIS.queued(fence, instance)).isInstanceOf(NotReplicated.class);
  }

  @Test
  void aPairingThatAReplicaHoldsIsAcknowledged() throws IOException {
    RedisServer replica =
        RedisServer.newRedisServer()
            .port(RealRedis.freePort())
            .bind("127.0.0.1")
            .setting("save \"\"")
            .slaveOf("127.0.0.1", REDIS.port())
            .build();
    replica.start();
    try {
      RealRedis.awaitUntil(() -> REDIS.commands().info("replication").contains("state=online"));
      RealRedis.awaitUntil(() -> REDIS.commands().waitForReplication(1, 1_000) == 1);
      assertThat(pair()).isEqualTo(DeviceWrite.DONE);
      assertThat(REDIS.queued(fence, instance)).isNotEmpty();
    } finally {
      replica.stop();
    }
  }

  private static Entry entry(InstanceStatus status) {
    return new Entry(Standing.of(status, StateReason.API), Instant.EPOCH);
  }
}
