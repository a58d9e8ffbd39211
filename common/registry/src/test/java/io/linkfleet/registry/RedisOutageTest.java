package io.linkfleet.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RedisOutageTest {
  @RegisterExtension static final RealRedis REDIS = new RealRedis();

  @Test
  void callsFailAtOnceWhileRedisIsAwayAndWorkAgainOnceItIsBack() throws IOException {
    Registry registry = REDIS.registry();
    registry.ping();
    REDIS.stop();
    try {
      for (int i = 0; i < 1_000; i++) {
        assertThatThrownBy(registry::ping).isInstanceOf(RegistryUnavailable.class);
      }
    } finally {
      REDIS.start();
    }
    RealRedis.awaitUntil(() -> answers(registry));
    assertThat(registry.ownerships().take(0, "worker-1").epoch().value()).isPositive();
  }

  @Test
  void aProgramMayStartBeforeRedisDoes() throws IOException {
    REDIS.stop();
    try (Registry registry = Registry.open(REDIS.options())) {
      assertThatThrownBy(registry::ping).isInstanceOf(RegistryUnavailable.class);
      REDIS.start();
      RealRedis.awaitUntil(() -> answers(registry));
    }
  }

  @Test
  void aRedisThatHangsIsGivenUpOnAfterTheCommandTimeout() {
    RegistryOptions options = REDIS.options();
    RegistryOptions impatient =
        new RegistryOptions(
            options.url(),
            options.partitions(),
            Duration.ofMillis(200),
            Replication.NONE,
            options.seal());
    try (Registry registry = Registry.open(impatient)) {
      registry.ping();
      REDIS.commands().clientPause(1_000);
      assertThatThrownBy(registry::ping).isInstanceOf(RegistryUnavailable.class);
      RealRedis.awaitUntil(() -> answers(registry));
    }
  }

  @Test
  void aConnectionThatStaysOpenAndSaysNothingIsReplacedByAnother() throws IOException {
    RegistryOptions options = REDIS.options();
    try (var relay = new FreezingRelay(REDIS.port());
        Registry registry =
            Registry.open(
                new RegistryOptions(
                    new RedisUrl("redis://127.0.0.1:" + relay.port()),
                    options.partitions(),
                    Duration.ofMillis(200),
                    Replication.NONE,
                    options.seal()))) {
      registry.ping();
      relay.freezeWhatIsOpen();
      assertThatThrownBy(registry::ping).isInstanceOf(RegistryUnavailable.class);
      RealRedis.awaitUntil(() -> answers(registry));
    }
  }

  @Test
  void aUrlNeverPrintsItsPassword() {
    assertThat(new RedisUrl("rediss://user:secret@redis.example:6380")).hasToString("[REDACTED]");
    assertThatThrownBy(() -> new RedisUrl("http://user:secret@redis.example"))
        .hasMessageNotContaining("secret")
        .hasNoCause();
    assertThat(new RedisUrl("redis-sentinel://a:26379,b:26379/0#main").uri().getSentinels())
        .hasSize(2);
  }

  private static boolean answers(Registry registry) {
    try {
      registry.ping();
      return true;
    } catch (RegistryUnavailable e) {
      return false;
    }
  }
}
