package io.linkfleet.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalOptionsTest {
  @Test
  void nothingSaidMeansTheDemoOnTheDocumentedPorts() {
    LocalOptions options = LocalOptions.parse();

    assertThat(options.demo()).isTrue();
    assertThat(options.directory()).hasFileName(".linkfleet");
    assertThat(options.port(FleetPort.GATEWAY)).isEqualTo(8080);
    assertThat(options.port(FleetPort.GATEWAY_MANAGEMENT)).isEqualTo(9080);
    assertThat(options.port(FleetPort.WORKER_MANAGEMENT)).isEqualTo(9081);
    assertThat(options.port(FleetPort.SIMULATOR)).isEqualTo(8090);
    assertThat(options.port(FleetPort.KAFKA)).isEqualTo(19092);
    assertThat(options.port(FleetPort.REDIS)).isEqualTo(16379);
    assertThat(options.whatsAppElsewhere()).isEmpty();
  }

  @Test
  void everyPortHasItsOption() {
    LocalOptions options =
        LocalOptions.parse("--linkfleet.local.gateway-port=1", "--linkfleet.local.redis-port=2");

    assertThat(options.port(FleetPort.GATEWAY)).isEqualTo(1);
    assertThat(options.port(FleetPort.REDIS)).isEqualTo(2);
    assertThat(options.port(FleetPort.KAFKA)).isEqualTo(19092);
  }

  @Test
  void optionsOfTheProgramsAreHandedOn() {
    LocalOptions options =
        LocalOptions.parse("--demo=false", "--linkfleet.whatsapp.url=ws://127.0.0.1:1/ws/chat");

    assertThat(options.demo()).isFalse();
    assertThat(options.whatsAppElsewhere()).contains("ws://127.0.0.1:1/ws/chat");
    assertThat(options.handedOn()).containsOnlyKeys("linkfleet.whatsapp.url");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "demo",
        "--demo",
        "--demo=maybe",
        "--demmo=true",
        "--linkfleet.local.gatway-port=8080",
        "--linkfleet.local.gateway-port=eighty",
        "--linkfleet.local.gateway-port=0",
        "--server.port=8080"
      })
  void whatIsNotUnderstoodIsNamed(String word) {
    assertThatThrownBy(() -> LocalOptions.parse(word))
        .isInstanceOf(UnknownOption.class)
        .hasMessageContaining(word.replaceFirst("^--", "").replaceFirst("=.*", ""));
  }
}
