package io.linkfleet.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkfleet.whatsapp.login.ClientVersion;
import io.linkfleet.worker.whatsapp.ClientVersions;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WorkerConfigurationTest {
  @Test
  void anOutdatedClientCanBeAlertedOn() {
    ClientVersion version = new ClientVersion(2, 3000, 1);
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    try (ClientVersions versions =
        new ClientVersions(version, Optional::empty, Duration.ofHours(1), InstantSource.system())) {
      new WorkerConfiguration().clientOutdatedGauge(versions).bindTo(meters);
      assertThat(outdated(meters)).isZero();
      versions.refused(version);
      assertThat(outdated(meters)).isEqualTo(1);
    }
  }

  @Test
  void theDayOnWhichTheClientIsRefusedCanBeAlertedOn() {
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    try (ClientVersions versions =
        new ClientVersions(
            new ClientVersion(2, 3000, 1),
            Optional::empty,
            Duration.ofHours(1),
            InstantSource.system())) {
      new WorkerConfiguration().clientExpiryGauge(versions).bindTo(meters);
      assertThat(meters.get("linkfleet.whatsapp.client.expiry").gauge().value()).isZero();
    }
  }

  private static double outdated(SimpleMeterRegistry meters) {
    return meters.get("linkfleet.whatsapp.client.outdated").gauge().value();
  }
}
