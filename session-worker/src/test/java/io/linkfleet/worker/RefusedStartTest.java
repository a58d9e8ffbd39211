package io.linkfleet.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/// The program, started as its `main` does, says in one line what it can't start with.
@ExtendWith(OutputCaptureExtension.class)
class RefusedStartTest {
  private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
  private static final String SECRET = "swordfish-swordfish-swordfish";

  private final Map<String, String> settings = new LinkedHashMap<>();

  RefusedStartTest() {
    settings.put("server.port", "0");
    settings.put("linkfleet.shared.active-key", "s1");
    settings.put("linkfleet.shared.keys.s1", KEY);
    settings.put("linkfleet.credentials.active-key", "c1");
    settings.put("linkfleet.credentials.keys.c1", KEY);
  }

  private String line(CapturedOutput output) {
    String[] arguments =
        settings.entrySet().stream()
            .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
            .toArray(String[]::new);
    assertThatThrownBy(() -> WorkerApplication.builder().run(arguments).close()).isNotNull();
    List<String> complaints =
        output
            .getAll()
            .lines()
            .filter(line -> line.contains(" WARN ") || line.contains("ERROR "))
            .toList();
    assertThat(complaints).hasSize(1);
    assertThat(output.getAll()).doesNotContain("\tat ", "APPLICATION FAILED TO START");
    return complaints.getFirst().replaceFirst(".*the start is refused: ", "");
  }

  @ParameterizedTest
  @ValueSource(strings = {"linkfleet.shared.", "linkfleet.credentials."})
  void whatIsRequiredIsMissedWithItsName(String prefix, CapturedOutput output) {
    settings.keySet().removeIf((prefix + "active-key")::equals);
    assertThat(line(output)).isEqualTo(prefix + "active-key: required, and not set");
  }

  @Test
  void withoutAnySettingTheFirstThatIsRequiredIsNamed(CapturedOutput output) {
    settings.clear();
    assertThat(line(output)).endsWith(": required, and not set");
  }

  @Test
  void aMissingKeyIsNamed(CapturedOutput output) {
    settings.remove("linkfleet.credentials.keys.c1");
    assertThat(line(output)).isEqualTo("linkfleet.credentials.keys.<id>: required, and not set");
  }

  @ParameterizedTest
  @CsvSource({
    "linkfleet.partitions, 0",
    "linkfleet.redis.url, http://127.0.0.1",
    "linkfleet.redis.trusted-certificates, /no/such/file",
    "linkfleet.redis.timeout, 0s",
    "linkfleet.redis.replicas, -1",
    "linkfleet.worker.session-timeout, 999ms",
    "linkfleet.worker.session-timeout, 30d",
    "linkfleet.worker.group-instance-id, ' '",
    "linkfleet.worker.drain, -1s",
    "linkfleet.worker.reconnects-per-second, 0",
    "linkfleet.worker.backoff-unit, 0s",
    "linkfleet.worker.max-in-flight, 0",
    "linkfleet.worker.rehearsal, -1s",
    "linkfleet.webhooks.timeout, 0s",
    "linkfleet.webhooks.retry-for, 7d",
    "linkfleet.webhooks.max-in-flight, 0",
    "linkfleet.webhooks.max-queued, 0",
    "linkfleet.whatsapp.url, http://127.0.0.1/",
    "linkfleet.whatsapp.root-key, abcd",
    "linkfleet.whatsapp.client-version, newest",
    "linkfleet.whatsapp.version-url, ftp://127.0.0.1/",
    "linkfleet.whatsapp.version-interval, 0s",
    "linkfleet.whatsapp.max-frame-bytes, 1000",
    "linkfleet.whatsapp.device.name, ' '",
    "linkfleet.whatsapp.patience.query, 0s",
    "linkfleet.whatsapp.qr.first, 0s",
    "linkfleet.whatsapp.pre-keys.initial, 1001",
  })
  void whatIsOutOfRangeIsNamed(String name, String value, CapturedOutput output) {
    settings.put(name, value);
    assertThat(line(output)).startsWith(name + ": ");
  }

  @ParameterizedTest
  @CsvSource({
    "linkfleet.partitions, not a whole number",
    "linkfleet.worker.drain, not a duration",
    "linkfleet.worker.group-protocol, 'not one of classic, consumer'",
    "linkfleet.webhooks.allow-private-addresses, not true or false",
    "spring.kafka.consumer.max-poll-records, not a whole number",
  })
  void whatCanNotBeReadIsNamedAndNotShown(String name, String why, CapturedOutput output) {
    settings.put(name, SECRET);
    assertThat(line(output)).startsWith(name + ": " + why);
    assertThat(output.getAll()).doesNotContain(SECRET);
  }

  @ParameterizedTest
  @CsvSource({
    "linkfleet.worker.backoff-cap, 500ms, 500ms is below linkfleet.worker.backoff-unit",
    "linkfleet.webhooks.retry-cap, 1ms, 1ms is below linkfleet.webhooks.retry-unit",
    "linkfleet.whatsapp.keep-alive.longest, 1s, 1s is below linkfleet.whatsapp.keep-alive.shortest",
    "linkfleet.whatsapp.pre-keys.refill, 4, 'from 5 to 1000, not 4'",
    "linkfleet.credentials.active-key, c2, 'not the id of a key; there is c1'",
  })
  void whatContradictsItselfIsNamed(String name, String value, String why, CapturedOutput output) {
    settings.put(name, value);
    assertThat(line(output)).startsWith(name + ": " + why);
  }

  @Test
  void whatKafkaRefusesIsNamed(CapturedOutput output) {
    settings.put("spring.kafka.security.protocol", "NONSENSE");
    assertThat(line(output)).startsWith("spring.kafka: ").contains("security.protocol");
  }

  @ParameterizedTest
  @CsvSource({
    "linkfleet.redis.url, http://user:swordfish@127.0.0.1",
    "linkfleet.shared.keys.s1, swordfish",
    "linkfleet.credentials.keys.c1, swordfish",
    "linkfleet.credentials.keys.c1, c3dvcmRmaXNo",
  })
  void aSecretIsNotShown(String name, String value, CapturedOutput output) {
    settings.put(name, value);
    assertThat(line(output)).startsWith(name + ": ");
    assertThat(output.getAll()).doesNotContain(value, "swordfish");
  }
}
