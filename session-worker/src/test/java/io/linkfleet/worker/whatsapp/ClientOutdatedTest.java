package io.linkfleet.worker.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkfleet.simulator.Simulator;
import io.linkfleet.simulator.SimulatorSettings;
import io.linkfleet.simulator.chat.ChatRules;
import io.linkfleet.whatsapp.login.ClientVersion;
import io.linkfleet.worker.device.PairingKeys;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.Cause;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.LoginRefused;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.QrCodeShown;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.Refusal;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// WhatsApp has moved on: from the refusal to the version that is let in again.
class ClientOutdatedTest {
  private static final ClientVersion WANTED = ClientVersion.parse("2.3000.1050000000");

  @Test
  void theVersionThatIsPublishedIsLetInWithoutARestart() throws Exception {
    Semaphore told = new Semaphore(0);
    RecordedEvents events = new RecordedEvents();
    PairingKeys keys = PairingKeys.generate(new SecureRandom());
    try (VersionPage page = new VersionPage();
        Simulator simulator =
            Simulator.start(
                SimulatorSettings.defaults()
                    .withPort(0)
                    .withRules(ChatRules.REAL.withMinimumVersion(WANTED)));
        ClientVersions versions =
            new ClientVersions(
                ClientFixture.VERSION,
                new PublishedVersion(page.url(), Duration.ofSeconds(10)),
                Duration.ofMillis(50),
                InstantSource.system());
        NettyWhatsApp whatsApp = ClientFixture.of(simulator).start(versions)) {
      page.publishRevision(ClientFixture.VERSION.tertiary());
      versions.onNewer(told::release);

      var _ = whatsApp.register(keys, events);
      assertThat(events.next(LoginRefused.class).refusal()).isEqualTo(Refusal.CLIENT_OUTDATED);
      events.ends(Cause.ENDED_BY_SERVER);
      assertThat(versions.isOutdated()).isTrue();

      page.publishRevision(WANTED.tertiary());
      assertThat(told.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
      assertThat(versions.isOutdated()).isFalse();
      var _ = whatsApp.register(keys, events);
      events.next(QrCodeShown.class);
    }
  }
}
