package io.linkfleet.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkfleet.gateway.fleet.GatewayInFleet;
import io.linkfleet.gateway.fleet.RealRedis;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class SettingsTest {
  private static final RealRedis REDIS = new RealRedis();

  @BeforeAll
  static void redis() {
    REDIS.start();
  }

  @AfterAll
  static void noRedis() {
    REDIS.close();
  }

  private static void start(String setting) {
    GatewayInFleet.run(REDIS, GatewayInFleet.broker(), List.of(setting)).close();
  }

  private static String told(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  @ParameterizedTest
  @CsvSource({
    "linkfleet.partitions, 0",
    "linkfleet.partitions, many",
    "linkfleet.redis.url, http://127.0.0.1",
    "linkfleet.redis.timeout, 0s",
    "linkfleet.dispatch.reply-timeout, 10ms",
    "linkfleet.dispatch.connect-timeout, -1s",
    "linkfleet.dispatch.max-in-flight, 0",
    "linkfleet.stop.notice, -1s",
    "linkfleet.limits.calls, 0",
    "linkfleet.limits.creates, -5",
    "linkfleet.limits.strangers, 0",
    "linkfleet.limits.window, 0s",
    "linkfleet.limits.instances-per-account, -1",
    "linkfleet.streams.max, -1",
    "linkfleet.streams.max-per-token, -1",
    "linkfleet.streams.heartbeat, 16s",
    "linkfleet.streams.heartbeat, 0s",
    "linkfleet.console.enabled, perhaps",
    "linkfleet.operator-token, short",
    "linkfleet.shared.active-key, k1",
    "linkfleet.redis.trusted-certificates, /no/such/file",
    "linkfleet.trusted-proxies, proxy.example",
    "linkfleet.trusted-proxies, 10.0.0.0/33",
  })
  void aSenselessValueStopsTheStartWithItsName(String name, String value) {
    assertThatThrownBy(() -> start(name + "=" + value))
        .satisfies(failure -> assertThat(told(failure)).contains(name));
  }

  @Test
  void aSecretThatIsRefusedIsNotPrinted(CapturedOutput output) {
    assertThatThrownBy(() -> start("linkfleet.operator-token=sécrèt-sécrèt-sécrèt"))
        .satisfies(failure -> assertThat(told(failure)).doesNotContain("sécrèt"));
    assertThatThrownBy(() -> start("linkfleet.redis.url=http://user:swordfish@127.0.0.1"))
        .satisfies(failure -> assertThat(told(failure)).doesNotContain("swordfish"));
    assertThat(output.getAll()).doesNotContain("sécrèt", "swordfish");
  }

  @Test
  void settingsOfKafkaThatMakeNoSenseStopTheStart() {
    assertThatThrownBy(() -> start("spring.kafka.security.protocol=NONSENSE"))
        .satisfies(failure -> assertThat(told(failure)).contains("spring.kafka"));
  }

  @Test
  void anotherPartitionCountThanTheTopicHasStopsTheStart() {
    assertThatThrownBy(() -> startOnEmptyRedis("linkfleet.partitions=5"))
        .hasMessage("linkfleet.partitions: 5, but topic linkfleet.commands has 8 partitions");
  }

  @Test
  void anotherPartitionCountThanTheRegistryHasStopsTheStart() {
    REDIS.commands().hset("linkfleet:fleet", "partitions", "7");
    try {
      assertThatThrownBy(() -> start("linkfleet.gateway-id=a"))
          .hasMessageContaining("has 7 partitions, this program is configured for 8");
    } finally {
      REDIS.commands().flushall();
    }
  }

  private static void startOnEmptyRedis(String setting) {
    REDIS.commands().flushall();
    try {
      start(setting);
    } finally {
      REDIS.commands().flushall();
    }
  }
}
