package io.linkfleet.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.KillArgs;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RedisLinkTest {
  @RegisterExtension static final RealRedis REDIS = new RealRedis();

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final RedisClient client = RedisClient.create("redis://127.0.0.1:" + REDIS.port());
  private final RedisLink link =
      new RedisLink(
          () -> client.connect(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE)), PATIENCE);

  @AfterEach
  void close() {
    link.close();
    client.shutdown();
  }

  private long id() {
    return link.await(RedisAsyncCommands::clientId, PATIENCE);
  }

  @Test
  void aConnectionThatLivesOnIsUnbroken() {
    RedisLink.Mark mark = link.mark();
    id();
    assertThat(link.isUnbrokenSince(mark)).isTrue();
  }

  @Test
  void oneThatBrokeAndWasOpenedAnewIsNotTheSame() {
    long before = id();
    RedisLink.Mark mark = link.mark();
    REDIS.commands().clientKill(KillArgs.Builder.id(before));
    RealRedis.awaitUntil(() -> isBack(before));
    assertThat(link.isUnbrokenSince(mark)).isFalse();
    assertThat(link.isUnbrokenSince(link.mark())).isTrue();
  }

  private boolean isBack(long before) {
    try {
      return id() != before;
    } catch (RegistryUnavailable away) {
      return false;
    }
  }
}
