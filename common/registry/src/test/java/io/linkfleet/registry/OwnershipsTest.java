package io.linkfleet.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkfleet.contract.Partitions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OwnershipsTest {
  @RegisterExtension static final RealRedis REDIS = new RealRedis();

  private final Ownerships ownerships = REDIS.registry().ownerships();

  @Test
  void everyTakeIsNewerThanTheOneBefore() {
    Fence first = ownerships.take(3, "worker-1");
    Fence second = ownerships.take(3, "worker-2");
    Fence third = ownerships.take(3, "worker-2");
    assertThat(second.epoch().isNewerThan(first.epoch())).isTrue();
    assertThat(third.epoch().isNewerThan(second.epoch())).isTrue();
    assertThat(first.epoch().isNewerThan(first.epoch())).isFalse();
  }

  @Test
  void onlyTheNewestFenceHolds() {
    Fence first = ownerships.take(3, "worker-1");
    assertThat(ownerships.holds(first)).isTrue();
    Fence second = ownerships.take(3, "worker-2");
    assertThat(ownerships.holds(first)).isFalse();
    assertThat(ownerships.holds(second)).isTrue();
  }

  @Test
  void partitionsHaveEpochsOfTheirOwn() {
    ownerships.take(3, "worker-1");
    assertThat(ownerships.take(4, "worker-1").epoch()).isEqualTo(new OwnershipEpoch(1));
  }

  @Test
  void thereIsNothingToTakeOutsideTheFleet() {
    assertThatIllegalArgumentException().isThrownBy(() -> ownerships.take(64, "worker-1"));
  }

  @Test
  void thePartitionCountIsFixedByTheFirstProgram() {
    REDIS.registry().fleet().verify();
    REDIS.registry().fleet().verify();
    RegistryOptions options = REDIS.options();
    RegistryOptions other =
        new RegistryOptions(
            options.url(),
            new Partitions(32),
            options.commandTimeout(),
            options.replication(),
            options.seal());
    try (Registry registry = Registry.open(other)) {
      assertThatThrownBy(() -> registry.fleet().verify())
          .isInstanceOf(PartitionCountMismatch.class)
          .hasMessage(
              "the fleet in this Redis has 64 partitions, this program is configured for 32: "
                  + "set linkfleet.partitions=64, or use another Redis");
    }
  }
}
