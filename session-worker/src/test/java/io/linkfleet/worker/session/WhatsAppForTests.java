package io.linkfleet.worker.session;

import io.linkfleet.simulator.Simulator;
import io.linkfleet.whatsapp.login.DeviceAppearance.Icon;
import io.linkfleet.worker.whatsapp.ClientVersions;
import io.linkfleet.worker.whatsapp.NettyWhatsApp;
import io.linkfleet.worker.whatsapp.WhatsAppSettings;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/// The real client, pointed at a simulator and less patient with unlinks.
final class WhatsAppForTests {
  private WhatsAppForTests() {}

  static NettyWhatsApp against(Simulator simulator, SecureRandom random) {
    WhatsAppSettings settings =
        new WhatsAppSettings(
            simulator.chatUrl(),
            simulator.rootKeyHex(),
            "2.3000.1045649367",
            URI.create("http://127.0.0.1/sw.js"),
            Duration.ofHours(1),
            1 << 20,
            new WhatsAppSettings.Device("Linkfleet", Icon.CHROME),
            new WhatsAppSettings.Patience(seconds(10), seconds(20), seconds(20), seconds(1)),
            new WhatsAppSettings.KeepAliveRhythm(seconds(20), seconds(30), seconds(20)),
            new WhatsAppSettings.QrLifetime(seconds(60), seconds(20)),
            new WhatsAppSettings.PreKeySupply(10, 5, 10));
    InstantSource clock = InstantSource.system();
    ClientVersions neverNewer =
        new ClientVersions(settings.version(), Optional::empty, settings.versionInterval(), clock);
    return new NettyWhatsApp(settings, neverNewer, random, clock);
  }

  private static Duration seconds(int seconds) {
    return Duration.ofSeconds(seconds);
  }
}
