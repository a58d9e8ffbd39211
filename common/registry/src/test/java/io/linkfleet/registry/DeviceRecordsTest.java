package io.linkfleet.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkfleet.contract.AccountId;
import io.linkfleet.contract.CommandId;
import io.linkfleet.contract.InstanceId;
import io.linkfleet.contract.InstanceName;
import io.linkfleet.contract.InstanceStatus;
import io.linkfleet.contract.Standing;
import io.linkfleet.contract.StateReason;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DeviceRecordsTest {
  @RegisterExtension static final RealRedis REDIS = new RealRedis();

  private static final Instant CREATED = Instant.ofEpochMilli(1_000);
  private static final Instant NOW = Instant.ofEpochMilli(2_000);
  private static final Instant LATER = Instant.ofEpochMilli(3_000);
  private static final Standing NEW = Standing.of(InstanceStatus.DISCONNECTED, StateReason.CREATED);
  private static final Entry PAIRED =
      new Entry(Standing.of(InstanceStatus.CONNECTED, StateReason.PAIRING), NOW);
  private static final Entry CONNECTING =
      new Entry(Standing.of(InstanceStatus.CONNECTING, StateReason.API), NOW);
  private static final Entry LOGGED_OUT =
      new Entry(Standing.of(InstanceStatus.LOGGED_OUT, StateReason.API), LATER);
  private static final NumberJid JID = new NumberJid("5511999999999:12@s.whatsapp.net");
  private static final SealedDevice DEVICE = device("first", 1, '\n', 3);
  private static final SealedDevice OTHER = device("second", 4, 5);

  private static final CommandId COMMAND = CommandId.random(new Random(6));

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
                "reason", "created",
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
    return devices.pair(fence, instance, device, JID, PAIRED);
  }

  private DeviceWrite depart(SealedDevice device) {
    return devices.depart(fence, instance, device.deviceKeyId(), COMMAND, LOGGED_OUT);
  }

  private StoredInstance loaded() {
    return devices.load(instance).orElseThrow();
  }

  private InstanceRecord record(
      Standing standing, Instant since, Optional<NumberJid> jid, boolean unlinkPending) {
    InstanceName name = new InstanceName("support");
    return new InstanceRecord(
        instance, account, name, CREATED, standing, since, jid, unlinkPending);
  }

  @Nested
  class NeverLinked {
    @Test
    void isLoadedWithoutAnyDevice() {
      assertThat(loaded())
          .isEqualTo(
              new StoredInstance(
                  record(NEW, CREATED, Optional.empty(), false),
                  Optional.empty(),
                  Map.of(),
                  Map.of(),
                  Set.of(),
                  false));
      assertThat(devices.linkedOf(partition)).isEmpty();
    }

    @Test
    void pairingStoresTheDevice() {
      assertThat(pair(DEVICE)).isEqualTo(DeviceWrite.DONE);
      assertThat(loaded())
          .isEqualTo(
              new StoredInstance(
                  record(PAIRED.standing(), NOW, Optional.of(JID), false),
                  Optional.of(DEVICE),
                  Map.of(),
                  Map.of(),
                  Set.of(),
                  false));
      assertThat(devices.linkedOf(partition)).containsExactly(instance);
    }

    @Test
    void hasNoDeviceToUpdateOrToUnlink() {
      assertThat(devices.update(fence, instance, DEVICE, PAIRED))
          .isEqualTo(DeviceWrite.OTHER_DEVICE);
      assertThat(depart(DEVICE)).isEqualTo(DeviceWrite.OTHER_DEVICE);
      assertThat(loaded().departing()).isEmpty();
    }

    @Test
    void aStateBeginsOnceHoweverOftenItIsRecorded() {
      devices.recordStanding(fence, instance, CONNECTING);
      devices.recordStanding(fence, instance, new Entry(CONNECTING.standing(), LATER));
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
      assertThat(devices.update(fence, instance, newer, PAIRED)).isEqualTo(DeviceWrite.DONE);
      assertThat(loaded().device()).contains(newer);
    }

    @Test
    void aKeyIdThatOnlyBeginsAlikeIsAnotherDevice() {
      assertThat(devices.update(fence, instance, device("firs", 9), PAIRED))
          .isEqualTo(DeviceWrite.OTHER_DEVICE);
    }

    @Test
    void departingTakesTheKeysFromTheInstance() {
      assertThat(depart(DEVICE)).isEqualTo(DeviceWrite.DONE);
      assertThat(loaded())
          .isEqualTo(
              new StoredInstance(
                  record(LOGGED_OUT.standing(), LATER, Optional.empty(), true),
                  Optional.empty(),
                  Map.of(DEVICE.deviceKeyId(), DEVICE),
                  Map.of(DEVICE.deviceKeyId(), LATER),
                  Set.of(COMMAND),
                  false));
      assertThat(devices.linkedOf(partition)).containsExactly(instance);
    }

    @Test
    void departingRemembersTheLastFewCommandsThatWantedIt() {
      Random random = new Random(10);
      List<CommandId> commands = Stream.generate(() -> CommandId.random(random)).limit(10).toList();
      commands.forEach(
          command -> devices.depart(fence, instance, DEVICE.deviceKeyId(), command, LOGGED_OUT));
      commands.forEach(
          command -> devices.depart(fence, instance, DEVICE.deviceKeyId(), command, LOGGED_OUT));
      assertThat(loaded().logouts()).containsExactlyInAnyOrderElementsOf(commands.subList(2, 10));
    }

    @Test
    void theUnlinkByThePhoneErasesTheKeys() {
      assertThat(eraseCurrent()).isEqualTo(DeviceWrite.DONE);
      assertThat(eraseCurrent()).isEqualTo(DeviceWrite.DONE);
      assertThat(loaded())
          .isEqualTo(
              new StoredInstance(
                  record(LOGGED_OUT.standing(), LATER, Optional.empty(), false),
                  Optional.empty(),
                  Map.of(),
                  Map.of(),
                  Set.of(),
                  false));
      assertThat(devices.linkedOf(partition)).isEmpty();
    }

    private DeviceWrite eraseCurrent() {
      return devices.eraseCurrent(fence, instance, DEVICE.deviceKeyId(), LOGGED_OUT);
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
    void departingAgainLaterKeepsSinceWhen() {
      Entry later = new Entry(LOGGED_OUT.standing(), LATER.plusSeconds(60));
      devices.depart(fence, instance, DEVICE.deviceKeyId(), COMMAND, later);
      assertThat(loaded().departingSince()).containsExactly(Map.entry("first", LATER));
    }

    /// As devices were stored before it was.
    @Test
    void oneOfWhichItIsNotKnownSinceWhenIsReadAllTheSame() {
      REDIS.commands().hdel(Keys.instance(RealRedis.PARTITIONS, instance), "departing:first");
      assertThat(loaded().departing()).containsOnlyKeys("first");
      assertThat(loaded().departingSince()).isEmpty();
      assertThat(erase()).isEqualTo(DeviceWrite.DONE);
      assertThat(loaded().departing()).isEmpty();
    }

    @Test
    void aSecondLogoutOfTheOldDeviceNeverHitsTheNewPairing() {
      pair(OTHER);
      assertThat(depart(DEVICE)).isEqualTo(DeviceWrite.DONE);
      devices.erase(fence, instance, DEVICE.deviceKeyId(), LOGGED_OUT);
      assertThat(depart(DEVICE)).isEqualTo(DeviceWrite.OTHER_DEVICE);
      assertThat(loaded().device()).contains(OTHER);
      assertThat(loaded().departing()).isEmpty();
    }

    @Test
    void severalDevicesDepartSideBySide() {
      pair(OTHER);
      depart(OTHER);
      assertThat(loaded().departing()).containsOnlyKeys("first", "second");
      devices.erase(fence, instance, "first", LOGGED_OUT);
      assertThat(loaded().instance().unlinkPending()).isTrue();
      assertThat(devices.linkedOf(partition)).containsExactly(instance);
    }

    @Test
    void erasingForgetsIt() {
      assertThat(erase()).isEqualTo(DeviceWrite.DONE);
      assertThat(erase()).isEqualTo(DeviceWrite.DONE);
      assertThat(loaded().departing()).isEmpty();
      assertThat(loaded().departingSince()).isEmpty();
      assertThat(record()).noneMatch(field -> field.startsWith("departing:"));
      assertThat(loaded().instance().unlinkPending()).isFalse();
      assertThat(devices.linkedOf(partition)).isEmpty();
    }

    private Set<String> record() {
      return REDIS.commands().hgetall(Keys.instance(RealRedis.PARTITIONS, instance)).keySet();
    }

    @Test
    void erasingItAfterTheInstanceIsGoneLeavesNothingBehind() {
      REDIS.commands().del(Keys.instance(RealRedis.PARTITIONS, instance));
      assertThat(erase()).isEqualTo(DeviceWrite.DONE);
      assertThat(REDIS.commands().keys("*"))
          .containsExactlyInAnyOrder(
              Keys.owner(partition),
              Keys.events(RealRedis.PARTITIONS, instance),
              Keys.unpublished(partition));
    }

    private DeviceWrite erase() {
      return devices.erase(fence, instance, DEVICE.deviceKeyId(), LOGGED_OUT);
    }
  }

  /// What a connection that was cut held back, and delivers when it heals.
  @Nested
  class WhenAnEarlierWriteComesLate {
    @Test
    void itChangesNothing() {
      try (Registry held = Registry.open(REDIS.options())) {
        pair(DEVICE);
        devices.depart(fence, instance, DEVICE.deviceKeyId(), COMMAND, LOGGED_OUT);
        devices.erase(fence, instance, DEVICE.deviceKeyId(), LOGGED_OUT);
        StoredInstance before = devices.load(instance).orElseThrow();

        assertThatThrownBy(() -> held.devices().pair(fence, instance, DEVICE, JID, PAIRED))
            .isInstanceOf(RegistryUnavailable.class);
        assertThatThrownBy(() -> held.devices().recordStanding(fence, instance, CONNECTING))
            .isInstanceOf(RegistryUnavailable.class);
        assertThat(devices.load(instance)).contains(before);
      }
    }

    @Test
    void theNextOwnerCountsAnew() {
      pair(DEVICE);
      devices.recordStanding(fence, instance, CONNECTING);
      fence = REDIS.registry().ownerships().take(partition, "worker-1");
      try (Registry restarted = Registry.open(REDIS.options())) {
        assertThat(restarted.devices().recordStanding(fence, instance, PAIRED))
            .isEqualTo(DeviceWrite.DONE);
      }
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
      return new Runnable[] {
        () -> pair(DEVICE),
        () -> devices.update(fence, instance, DEVICE, PAIRED),
        () -> depart(DEVICE),
        () -> devices.erase(fence, instance, "first", LOGGED_OUT),
        () -> devices.eraseCurrent(fence, instance, "first", LOGGED_OUT),
        () -> devices.recordStanding(fence, instance, LOGGED_OUT)
      };
    }

    @Test
    void theSameEpochInAnotherWorkersHandIsStaleToo() {
      OwnershipEpoch newest = new OwnershipEpoch(fence.epoch().value() + 1);
      Fence forged = new Fence(partition, newest, "worker-1");
      assertThatThrownBy(() -> devices.update(forged, instance, DEVICE, PAIRED))
          .isInstanceOf(StaleOwner.class);
    }
  }

  @Test
  void aFenceOfAnotherPartitionIsAMistake() {
    Fence elsewhere = new Fence((partition + 1) % 64, fence.epoch(), fence.workerId());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> devices.update(elsewhere, instance, DEVICE, PAIRED));
  }

  @Test
  void whatNobodyCreatedIsNotThere() {
    REDIS.commands().del(Keys.instance(RealRedis.PARTITIONS, instance));
    assertThat(devices.load(instance)).isEmpty();
    assertThat(pair(DEVICE)).isEqualTo(DeviceWrite.NO_INSTANCE);
    assertThat(devices.recordStanding(fence, instance, CONNECTING))
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
