package io.linkfleet.worker.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.linkfleet.whatsapp.noise.WhatsAppRoot;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class WhatsAppSettingsTest {
  @Test
  void areTheRealServiceUnlessSaidOtherwise() {
    WhatsAppSettings settings = bind(Map.of());

    assertThat(settings.url()).isEqualTo(URI.create("wss://web.whatsapp.com/ws/chat"));
    assertThat(settings.root()).isEqualTo(WhatsAppRoot.PUBLIC_KEY);
    assertThat(settings.port()).isEqualTo(443);
    assertThat(settings.versionUrl()).isEqualTo(URI.create("https://web.whatsapp.com/sw.js"));
    assertThat(settings.patience().handshake()).isEqualTo(Duration.ofSeconds(20));
    assertThat(settings.preKeys().initial()).isEqualTo(812);
  }

  @Test
  void canPointToAnotherServer() {
    WhatsAppSettings settings =
        bind(Map.of("w.url", "ws://127.0.0.1:8090/ws/chat", "w.root-key", "ab".repeat(32)));

    assertThat(settings.port()).isEqualTo(8090);
    assertThat(settings.secure()).isFalse();
    assertThat(settings.root()).isNotEqualTo(WhatsAppRoot.PUBLIC_KEY);
  }

  @ParameterizedTest
  @CsvSource({
    "w.url,http://127.0.0.1/",
    "w.url,ws:nowhere",
    "w.root-key,abcd",
    "w.client-version,newest",
    "w.version-url,ftp://127.0.0.1/",
    "w.version-url,nowhere",
    "w.version-interval,0s",
    "w.max-frame-bytes,1000",
    "w.max-frame-bytes,16777216",
    "w.device.name,' '",
    "w.patience.connect,0s",
    "w.keep-alive.longest,1s",
    "w.qr.first,-1s",
    "w.pre-keys.initial,1001",
    "w.pre-keys.refill,4"
  })
  void refuseWhatMakesNoSense(String key, String value) {
    assertThatExceptionOfType(BindException.class).isThrownBy(() -> bind(Map.of(key, value)));
  }

  private static WhatsAppSettings bind(Map<String, String> properties) {
    return new Binder(new MapConfigurationPropertySource(properties))
        .bindOrCreate("w", WhatsAppSettings.class);
  }
}
