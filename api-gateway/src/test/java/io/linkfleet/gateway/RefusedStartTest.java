package io.linkfleet.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
    settings.put("management.server.port", "0");
    settings.put("linkfleet.shared.active-key", "s1");
    settings.put("linkfleet.shared.keys.s1", KEY);
  }

  private String line(CapturedOutput output) {
    String[] arguments =
        settings.entrySet().stream()
            .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
            .toArray(String[]::new);
    assertThatThrownBy(() -> GatewayApplication.builder().run(arguments).close()).isNotNull();
    List<String> complaints =
        output
            .getAll()
            .lines()
            .filter(line -> line.contains(" WARN ") || line.contains(" ERROR "))
            .toList();
    assertThat(complaints).hasSize(1);
    assertThat(output.getAll()).doesNotContain("\tat ", "APPLICATION FAILED TO START");
    return complaints.getFirst().replaceFirst(".*the start is refused: ", "");
  }

  @Nested
  class WhatIsRequired {
    @Test
    void isMissedWithItsName(CapturedOutput output) {
      settings.remove("linkfleet.shared.active-key");
      assertThat(line(output)).isEqualTo("linkfleet.shared.active-key: required, and not set");
    }

    @Test
    void isMissedAlsoWhereItIsAKey(CapturedOutput output) {
      settings.remove("linkfleet.shared.keys.s1");
      assertThat(line(output)).isEqualTo("linkfleet.shared.keys.<id>: required, and not set");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "linkfleet.partitions, 4097, 'the partition count is 1 to 4096, not 4097'",
    "linkfleet.dispatch.reply-timeout, 10ms, 'from 1s to 1h, not 10ms'",
    "linkfleet.limits.calls, 0, 'at least 1, not 0'",
    "linkfleet.limits.window, 2d, 'from 1ms to 1d, not 2d'",
    "linkfleet.redis.url, http://127.0.0.1, 'a Redis URL is redis://'",
    "linkfleet.trusted-proxies, proxy.example, ''",
    "linkfleet.redis.trusted-certificates, /no/such/file, 'there is no readable file'",
  })
  void whatIsOutOfRangeIsNamed(String name, String value, String why, CapturedOutput output) {
    settings.put(name, value);
    assertThat(line(output)).startsWith(name + ": " + why);
  }

  @ParameterizedTest
  @CsvSource({
    "linkfleet.partitions, not a whole number",
    "linkfleet.redis.timeout, not a duration",
    "linkfleet.webhooks.allow-private-addresses, not true or false",
    "server.port, not a value it can have",
    "management.endpoint.health.show-details, 'not one of never, when-authorized, always'",
  })
  void whatCanNotBeReadIsNamedAndNotShown(String name, String why, CapturedOutput output) {
    settings.put(name, SECRET);
    assertThat(line(output)).startsWith(name + ": " + why);
    assertThat(output.getAll()).doesNotContain(SECRET);
  }

  @Nested
  class WhatContradictsItself {
    @Test
    void isNamed(CapturedOutput output) {
      settings.put("linkfleet.shared.active-key", "s2");
      assertThat(line(output))
          .isEqualTo("linkfleet.shared.active-key: not the id of a key; there is s1");
    }

    @Test
    void isNotShownWhereAKeyStandsInPlaceOfItsId(CapturedOutput output) {
      settings.put("linkfleet.shared.active-key", KEY);
      assertThat(line(output)).startsWith("linkfleet.shared.active-key: not the id of a key");
      assertThat(output.getAll()).doesNotContain(KEY);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "linkfleet.operator-token, swórdfish, 16 to 256 visible ASCII characters",
    "linkfleet.redis.url, http://user:swordfish@127.0.0.1, a Redis URL is",
    "linkfleet.shared.keys.s1, swordfish, ''",
    "linkfleet.shared.keys.s1, c3dvcmRmaXNo, ''",
  })
  void aSecretIsNotShown(String name, String value, String why, CapturedOutput output) {
    settings.put(name, value);
    assertThat(line(output)).startsWith(name + ": " + why);
    assertThat(output.getAll()).doesNotContain(value, "swordfish");
  }
}
