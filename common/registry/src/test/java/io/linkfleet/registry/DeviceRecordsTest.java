package io.linkfleet.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkfleet.contract.AccountId;
import io.linkfleet.contract.InstanceId;
import io.linkfleet.contract.InstanceName;
import io.linkfleet.contract.InstanceStatus;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DeviceRecordsTest {
  @RegisterExtension static final RealRedis REDIS = new RealRedis();

  private static final Instant CREATED = Instant.ofEpochMilli(1_000);
  private static final Instant NOW = Instant.ofEpochMilli(2_000);
  private static final Instant LATER = Instant.ofEpochMilli(3_000);
  private static final NumberJid JID = new NumberJid("5511999999999:12@s.whatsapp.net");
  private static final SealedDevice DEVICE = device("first", 1, '\n', 3);
  private static final SealedDevice OTHER = device("second", 4, 5);

  private final InstanceId instance = InstanceId.random(new Random(7));
  private final AccountId account = AccountId.random(new Random(8));
  private final int partition = RealRedis.PARTITIONS.of(instance);
  private final DeviceRecords devices = REDIS.registry().devices();
  private Fence fence;

  @BeforeEach
  void anInstanceAndItsOwner() {
    REDIS
        .commands()
        .hset(
            Keys.instance(RealRedis.PARTITIONS, instance),
            Map.of(
                "account", account.value(),
                "name", "support",
                "created", "1000",
                "status", "disconnected",
                "since", "1000",
                "departing", "0"));
    fence = REDIS.registry().ownerships().take(partition, "worker-1");
  }

  private static SealedDevice device(String keyId, int... bytes) {
    byte[] sealed = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      sealed[i] = (byte) bytes[i];
    }
    return new SealedDevice(keyId, sealed);
  }

  private DeviceWrite pair(SealedDevice device) {
    return devices.pair(fence, instance, device, JID, InstanceStatus.CONNECTED, NOW);
  }

  private DeviceWrite depart(SealedDevice device) {
    return devices.depart(fence, instance, device.deviceKeyId(), InstanceStatus.LOGGED_OUT, LATER);
  }

  private StoredInstance loaded() {
    return devices.load(instance).orElseThrow();
  }

  private InstanceRecord record(
      InstanceStatus status, Instant since, Optional<NumberJid> jid, boolean unlinkPending) {
    InstanceName name = new InstanceName("support");
    return new InstanceRecord(instance, account, name, CREATED, status, since, jid, unlinkPending);
  }

  @Nested
  class NeverLinked {
    @Test
    void isLoadedWithoutAnyDevice() {
      assertThat(loaded())
          .isEqualTo(
              new StoredInstance(
                  record(InstanceStatus.DISCONNECTED, CREATED, Optional.empty(), false),
                  Optional.empty(),
                  Map.of()));
      assertThat(devices.linkedOf(partition)).isEmpty();
    }

    @Test
    void pairingStoresTheDevice() {
      assertThat(pair(DEVICE)).isEqualTo(DeviceWrite.DONE);
      assertThat(loaded())
          .isEqualTo(
              new StoredInstance(
                  record(InstanceStatus.CONNECTED, NOW, Optional.of(JID), false),
                  Optional.of(DEVICE),
                  Map.of()));
      assertThat(devices.linkedOf(partition)).containsExactly(instance);
    }

    @Test
    void hasNoDeviceToUpdateOrToUnlink() {
      assertThat(devices.update(fence, instance, DEVICE)).isEqualTo(DeviceWrite.OTHER_DEVICE);
      assertThat(depart(DEVICE)).isEqualTo(DeviceWrite.OTHER_DEVICE);
      assertThat(loaded().departing()).isEmpty();
    }

    @Test
    void aStateBeginsOnceHoweverOftenItIsRecorded() {
      devices.recordStatus(fence, instance, InstanceStatus.CONNECTING, NOW);
      devices.recordStatus(fence, instance, InstanceStatus.CONNECTING, LATER);
      assertThat(loaded().instance().stateSince()).isEqualTo(NOW);
    }
  }

  @Nested
  class Linked {
    @BeforeEach
    void linked() {
      pair(DEVICE);
    }

    @Test
    void pairingTheSameDeviceAgainChangesNothing() {
      StoredInstance before = loaded();
      assertThat(pair(DEVICE)).isEqualTo(DeviceWrite.DONE);
      assertThat(loaded()).isEqualTo(before);
    }

    @Test
    void anotherDeviceCannotPushTheCurrentOneOut() {
      assertThat(pair(OTHER)).isEqualTo(DeviceWrite.OTHER_DEVICE);
      assertThat(loaded().device()).contains(DEVICE);
    }

    @Test
    void itsOwnDeviceIsUpdated() {
      SealedDevice newer = device(DEVICE.deviceKeyId(), 9);
      assertThat(devices.update(fence, instance, newer)).isEqualTo(DeviceWrite.DONE);
      assertThat(loaded().device()).contains(newer);
    }

    @Test
    void aKeyIdThatOnlyBeginsAlikeIsAnotherDevice() {
      assertThat(devices.update(fence, instance, device("firs", 9)))
          .isEqualTo(DeviceWrite.OTHER_DEVICE);
    }

    @Test
    void departingTakesTheKeysFromTheInstance() {
      assertThat(depart(DEVICE)).isEqualTo(DeviceWrite.DONE);
      assertThat(loaded())
          .isEqualTo(
              new StoredInstance(
                  record(InstanceStatus.LOGGED_OUT, LATER, Optional.empty(), true),
                  Optional.empty(),
                  Map.of(DEVICE.deviceKeyId(), DEVICE)));
      assertThat(devices.linkedOf(partition)).containsExactly(instance);
    }

    @Test
    void theUnlinkByThePhoneErasesTheKeys() {
      assertThat(eraseCurrent()).isEqualTo(DeviceWrite.DONE);
      assertThat(eraseCurrent()).isEqualTo(DeviceWrite.DONE);
      assertThat(loaded())
          .isEqualTo(
              new StoredInstance(
                  record(InstanceStatus.LOGGED_OUT, LATER, Optional.empty(), false),
                  Optional.empty(),
                  Map.of()));
      assertThat(devices.linkedOf(partition)).isEmpty();
    }

    private DeviceWrite eraseCurrent() {
      return devices.eraseCurrent(
          fence, instance, DEVICE.deviceKeyId(), InstanceStatus.LOGGED_OUT, LATER);
    }
  }

  @Nested
  class Departing {
    @BeforeEach
    void departing() {
      pair(DEVICE);
      depart(DEVICE);
    }

    @Test
    void departingAgainChangesNothing() {
      StoredInstance before = loaded();
      assertThat(depart(DEVICE)).isEqualTo(DeviceWrite.DONE);
      assertThat(loaded()).isEqualTo(before);
    }

    @Test
    void aSecondLogoutOfTheOldDeviceNeverHitsTheNewPairing() {
      pair(OTHER);
      assertThat(depart(DEVICE)).isEqualTo(DeviceWrite.DONE);
      devices.erase(fence, instance, DEVICE.deviceKeyId());
      assertThat(depart(DEVICE)).isEqualTo(DeviceWrite.OTHER_DEVICE);
      assertThat(loaded().device()).contains(OTHER);
      assertThat(loaded().departing()).isEmpty();
    }

    @Test
    void severalDevicesDepartSideBySide() {
      pair(OTHER);
      depart(OTHER);
      assertThat(loaded().departing()).containsOnlyKeys("first", "second");
      devices.erase(fence, instance, "first");
      assertThat(loaded().instance().unlinkPending()).isTrue();
      assertThat(devices.linkedOf(partition)).containsExactly(instance);
    }

    @Test
    void erasingForgetsIt() {
      assertThat(erase()).isEqualTo(DeviceWrite.DONE);
      assertThat(erase()).isEqualTo(DeviceWrite.DONE);
      assertThat(loaded().departing()).isEmpty();
      assertThat(loaded().instance().unlinkPending()).isFalse();
      assertThat(devices.linkedOf(partition)).isEmpty();
    }

    @Test
    void erasingItAfterTheInstanceIsGoneLeavesNothingBehind() {
      REDIS.commands().del(Keys.instance(RealRedis.PARTITIONS, instance));
      assertThat(erase()).isEqualTo(DeviceWrite.DONE);
      assertThat(REDIS.commands().keys("*")).containsExactly(Keys.owner(partition));
    }

    private DeviceWrite erase() {
      return devices.erase(fence, instance, DEVICE.deviceKeyId());
    }
  }

  @Nested
  class AfterAnotherWorkerTookThePartition {
    @BeforeEach
    void taken() {
      pair(DEVICE);
      REDIS.registry().ownerships().take(partition, "worker-2");
    }

    @Test
    void noWriteOfTheFormerOwnerLeavesATrace() {
      StoredInstance before = loaded();
      for (Runnable write : writes()) {
        assertThatThrownBy(write::run)
            .isInstanceOfSatisfying(
                StaleOwner.class,
                stale -> {
                  assertThat(stale.partition()).isEqualTo(partition);
                  assertThat(stale.epoch()).isEqualTo(fence.epoch());
                });
      }
      assertThat(loaded()).isEqualTo(before);
    }

    private Runnable[] writes() {
      InstanceStatus status = InstanceStatus.LOGGED_OUT;
      return new Runnable[] {
        () -> pair(DEVICE),
        () -> devices.update(fence, instance, DEVICE),
        () -> depart(DEVICE),
        () -> devices.erase(fence, instance, "first"),
        () -> devices.eraseCurrent(fence, instance, "first", status, LATER),
        () -> devices.recordStatus(fence, instance, status, LATER)
      };
    }

    @Test
    void theSameEpochInAnotherWorkersHandIsStaleToo() {
      OwnershipEpoch newest = new OwnershipEpoch(fence.epoch().value() + 1);
      Fence forged = new Fence(partition, newest, "worker-1");
      assertThatThrownBy(() -> devices.update(forged, instance, DEVICE))
          .isInstanceOf(StaleOwner.class);
    }
  }

  @Test
  void aFenceOfAnotherPartitionIsAMistake() {
    Fence elsewhere = new Fence((partition + 1) % 64, fence.epoch(), fence.workerId());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> devices.update(elsewhere, instance, DEVICE));
  }

  @Test
  void whatNobodyCreatedIsNotThere() {
    REDIS.commands().del(Keys.instance(RealRedis.PARTITIONS, instance));
    assertThat(devices.load(instance)).isEmpty();
    assertThat(pair(DEVICE)).isEqualTo(DeviceWrite.NO_INSTANCE);
    assertThat(devices.recordStatus(fence, instance, InstanceStatus.CONNECTING, NOW))
        .isEqualTo(DeviceWrite.NO_INSTANCE);
    assertThat(devices.linkedOf(partition)).isEmpty();
  }

  @Test
  void scriptsAreLoadedAgainWhenRedisHasForgottenThem() {
    pair(DEVICE);
    REDIS.commands().scriptFlush();
    assertThat(depart(DEVICE)).isEqualTo(DeviceWrite.DONE);
  }
}
