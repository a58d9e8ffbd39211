package io.linkfleet.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkfleet.contract.AccountId;
import io.linkfleet.contract.CommandId;
import io.linkfleet.contract.InstanceEvent;
import io.linkfleet.contract.InstanceId;
import io.linkfleet.contract.InstanceName;
import io.linkfleet.contract.InstanceStatus;
import io.linkfleet.contract.Standing;
import io.linkfleet.contract.StateReason;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OutboxTest {
  @RegisterExtension static final RealRedis REDIS = new RealRedis();

  private static final Instant NOW = Instant.ofEpochMilli(5_000);
  private static final Entry CONNECTING = entry(InstanceStatus.CONNECTING, StateReason.API);
  private static final Entry PAIRED = entry(InstanceStatus.CONNECTING, StateReason.PAIRING);
  private static final Entry ONLINE = entry(InstanceStatus.CONNECTED, StateReason.LOGIN);
  private static final Entry LOGGED_OUT = entry(InstanceStatus.LOGGED_OUT, StateReason.API);
  private static final Entry UNLINKED = entry(InstanceStatus.LOGGED_OUT, StateReason.PHONE);
  private static final Entry DELETED = entry(InstanceStatus.DISCONNECTED, StateReason.DELETED);
  private static final SealedDevice DEVICE = new SealedDevice("first", new byte[] {1});
  private static final NumberJid JID = new NumberJid("5511999999999:12@s.whatsapp.net");

  private final DeviceRecords devices = REDIS.registry().devices();
  private final Outbox outbox = REDIS.registry().outbox();
  private Instances instances;
  private AccountId account;
  private InstanceId instance;
  private Fence fence;

  @BeforeEach
  void anInstanceAndItsOwner() {
    Random random = new Random(3);
    account =
        REDIS
            .registry()
            .accounts(InstantSource.fixed(NOW), random)
            .create("acme", 1000, OptionalInt.empty())
            .account()
            .id();
    instances = REDIS.registry().instances(InstantSource.fixed(NOW), random);
    Creation created = instances.create(account, new InstanceName("support"), Optional.empty());
    instance = ((Creation.Created) created).instance().id();
    fence = own("worker-1");
  }

  private Fence own(String worker) {
    return REDIS.registry().ownerships().take(RealRedis.PARTITIONS.of(instance), worker);
  }

  private List<InstanceEvent> queued() {
    return REDIS.queued(fence, instance);
  }

  /// How many are left.
  private int published(long sequence) {
    EventQueue queue = new EventQueue(fence, instance);
    return outbox.published(Map.of(queue, sequence)).of().get(queue);
  }

  @Test
  void whatChangesIsQueuedInOrderAndWithoutGaps() {
    devices.recordStanding(fence, instance, CONNECTING);
    devices.pair(fence, instance, DEVICE, JID, CONNECTING);
    devices.recordStanding(fence, instance, ONLINE);
    assertThat(queued())
        .containsExactly(state(1, CONNECTING.standing()), state(2, ONLINE.standing()));
    assertThat(outbox.instancesOf(fence.partition())).containsExactly(instance);
  }

  @Test
  void repeatingAWriteTellsNobodyTwice() {
    devices.pair(fence, instance, DEVICE, JID, PAIRED);
    devices.pair(fence, instance, DEVICE, JID, PAIRED);
    devices.depart(fence, instance, "first", CommandId.random(new Random(9)), LOGGED_OUT);
    devices.depart(fence, instance, "first", CommandId.random(new Random(9)), LOGGED_OUT);
    devices.erase(fence, instance, "first", LOGGED_OUT);
    devices.erase(fence, instance, "first", LOGGED_OUT);
    assertThat(queued())
        .containsExactly(
            state(1, PAIRED.standing()),
            state(2, LOGGED_OUT.standing()),
            event(3, InstanceEvent.Kind.LOGGED_OUT, LOGGED_OUT.standing()));
  }

  @Test
  void anUnlinkByThePhoneIsBothANewStateAndALogout() {
    devices.pair(fence, instance, DEVICE, JID, PAIRED);
    devices.eraseCurrent(fence, instance, "first", UNLINKED);
    devices.eraseCurrent(fence, instance, "first", UNLINKED);
    assertThat(queued())
        .containsExactly(
            state(1, PAIRED.standing()),
            state(2, UNLINKED.standing()),
            event(3, InstanceEvent.Kind.LOGGED_OUT, UNLINKED.standing()));
  }

  @Test
  void theEndOfABanIsTold() {
    Standing banned =
        new Standing(
            InstanceStatus.DISCONNECTED,
            StateReason.TEMPORARILY_BANNED,
            Optional.of(NOW.plusSeconds(3600)));
    devices.recordStanding(fence, instance, new Entry(banned, NOW));
    assertThat(queued()).containsExactly(state(1, banned));
    assertThat(instances.list(account).getFirst().standing()).isEqualTo(banned);
  }

  @Nested
  class OncePublished {
    @Test
    void onlyThoseUpToThatOneAreForgotten() {
      devices.recordStanding(fence, instance, CONNECTING);
      devices.recordStanding(fence, instance, ONLINE);
      assertThat(published(1)).isOne();
      assertThat(queued()).containsExactly(state(2, ONLINE.standing()));
      published(2);
      assertThat(queued()).isEmpty();
      assertThat(outbox.instancesOf(fence.partition())).isEmpty();
    }

    @Test
    void sayingSoAgainForgetsNoOthers() {
      devices.recordStanding(fence, instance, CONNECTING);
      devices.recordStanding(fence, instance, ONLINE);
      published(1);
      assertThat(published(1)).isOne();
      assertThat(queued()).containsExactly(state(2, ONLINE.standing()));
    }

    @Test
    void thoseOfSeveralAreReadAndForgottenTogether() {
      InstanceId neighbour = anotherOfThePartition();
      EventQueue one = new EventQueue(fence, instance);
      EventQueue other = new EventQueue(fence, neighbour);
      devices.recordStanding(fence, instance, CONNECTING);
      devices.recordStanding(fence, neighbour, CONNECTING);
      devices.recordStanding(fence, neighbour, ONLINE);
      assertThat(outbox.toPublish(List.of(one, other)).of().get(other)).hasSize(2);
      assertThat(outbox.published(Map.of(one, 1L, other, 1L)).of())
          .isEqualTo(Map.of(one, 0, other, 1));
    }

    private InstanceId anotherOfThePartition() {
      return IntStream.iterate(0, i -> i + 1)
          .mapToObj(i -> instances.create(account, new InstanceName("n" + i), Optional.empty()))
          .map(created -> ((Creation.Created) created).instance().id())
          .filter(id -> RealRedis.PARTITIONS.of(id) == fence.partition())
          .findFirst()
          .orElseThrow();
    }

    @Test
    void aStaleOwnerForgetsNothing() {
      devices.recordStanding(fence, instance, CONNECTING);
      Fence stale = fence;
      fence = own("worker-2");
      EventQueue ours = new EventQueue(stale, instance);
      assertThat(outbox.published(Map.of(ours, 1L)))
          .isEqualTo(new OutboxAnswer<>(Map.of(), Set.of(stale)));
      assertThat(outbox.toPublish(List.of(ours)))
          .isEqualTo(new OutboxAnswer<>(Map.of(), Set.of(stale)));
      assertThat(queued()).hasSize(1);
      assertThat(published(1)).isZero();
      assertThat(queued()).isEmpty();
    }
  }

  @Nested
  class Deleting {
    @Test
    void whatWasNeverLinkedIsGoneAtOnceAndSaysSo() {
      assertThat(devices.delete(fence, instance, Optional.empty(), DELETED))
          .isEqualTo(DeviceWrite.DONE);
      assertThat(devices.load(instance)).isEmpty();
      assertThat(instances.list(account)).isEmpty();
      assertThat(queued()).containsExactly(state(1, DELETED.standing()));
      assertThat(devices.delete(fence, instance, Optional.empty(), DELETED))
          .isEqualTo(DeviceWrite.DONE);
    }

    @Test
    void aLinkedOneIsGoneToItsAccountAndStaysWithTheOwnerUntilItsDeviceIsUnlinked() {
      devices.pair(fence, instance, DEVICE, JID, PAIRED);
      devices.delete(fence, instance, Optional.of("first"), DELETED);
      assertThat(instances.list(account)).isEmpty();
      StoredInstance left = devices.load(instance).orElseThrow();
      assertThat(left.deleted()).isTrue();
      assertThat(left.device()).isEmpty();
      assertThat(left.departing()).containsOnlyKeys("first");
      assertThat(devices.pair(fence, instance, DEVICE, JID, PAIRED))
          .isEqualTo(DeviceWrite.NO_INSTANCE);

      devices.erase(fence, instance, "first", DELETED);

      assertThat(devices.load(instance)).isEmpty();
      assertThat(devices.linkedOf(fence.partition())).isEmpty();
      assertThat(queued())
          .containsExactly(
              state(1, PAIRED.standing()),
              state(2, DELETED.standing()),
              event(3, InstanceEvent.Kind.LOGGED_OUT, LOGGED_OUT.standing()));
    }

    @Test
    void neverLosesADeviceItDoesNotKnow() {
      devices.pair(fence, instance, DEVICE, JID, PAIRED);
      assertThat(devices.delete(fence, instance, Optional.empty(), DELETED))
          .isEqualTo(DeviceWrite.OTHER_DEVICE);
      assertThat(devices.load(instance).orElseThrow().device()).contains(DEVICE);
    }

    @Test
    void afterwardsNameAndTokenAreFreeAndTheTokenLetsNobodyIn() {
      Optional<TokenHash> token = instances.tokenOf(instance);
      assertThat(token).isPresent();
      devices.delete(fence, instance, Optional.empty(), DELETED);
      instances.forget(account, new InstanceName("support"), instance, token);
      assertThat(instances.find(account, new InstanceName("support"))).isEmpty();
      assertThat(REDIS.commands().exists(Keys.token(token.get()))).isZero();
      assertThat(instances.create(account, new InstanceName("support"), Optional.empty()))
          .isInstanceOf(Creation.Created.class);
    }
  }

  private static Entry entry(InstanceStatus status, StateReason reason) {
    return new Entry(Standing.of(status, reason), NOW);
  }

  private InstanceEvent state(long sequence, Standing standing) {
    return event(sequence, InstanceEvent.Kind.STATE, standing);
  }

  private InstanceEvent event(long sequence, InstanceEvent.Kind kind, Standing standing) {
    return new InstanceEvent(
        instance, sequence, account, new InstanceName("support"), kind, standing, NOW);
  }
}
