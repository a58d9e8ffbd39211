package io.linkfleet.worker.whatsapp;

import io.linkfleet.simulator.Simulator;
import io.linkfleet.whatsapp.login.ClientVersion;
import io.linkfleet.whatsapp.login.DeviceAppearance.Icon;
import io.linkfleet.worker.pause.Claim;
import io.linkfleet.worker.whatsapp.WhatsAppSettings.Device;
import io.linkfleet.worker.whatsapp.WhatsAppSettings.KeepAliveRhythm;
import io.linkfleet.worker.whatsapp.WhatsAppSettings.Patience;
import io.linkfleet.worker.whatsapp.WhatsAppSettings.PreKeySupply;
import io.linkfleet.worker.whatsapp.WhatsAppSettings.QrLifetime;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;

/// Settings for a server of the test's own; each `with` changes one circumstance.
record ClientFixture(
    URI url,
    String rootKey,
    Patience patience,
    KeepAliveRhythm keepAlive,
    QrLifetime qr,
    PreKeySupply preKeys) {
  static final Claim STANDS = () -> true;
  static final Claim FALLEN = () -> false;

  static final ClientVersion VERSION = ClientVersion.parse("2.3000.1045649367");

  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Duration SHORT = Duration.ofMillis(200);

  static ClientFixture of(ScriptedServer server) {
    return of(server.url(), HexFormat.of().formatHex(server.root().publicKey().toBytes()));
  }

  static ClientFixture of(Simulator simulator) {
    return of(simulator.chatUrl(), simulator.rootKeyHex());
  }

  private static ClientFixture of(URI url, String rootKey) {
    return new ClientFixture(
        url,
        rootKey,
        new Patience(LONG, LONG, LONG, LONG),
        new KeepAliveRhythm(LONG, LONG, LONG),
        new QrLifetime(LONG, LONG),
        new PreKeySupply(6, 5, 5));
  }

  ClientFixture withUrl(URI newUrl) {
    return new ClientFixture(newUrl, rootKey, patience, keepAlive, qr, preKeys);
  }

  ClientFixture withRootKey(String newRootKey) {
    return new ClientFixture(url, newRootKey, patience, keepAlive, qr, preKeys);
  }

  ClientFixture withLittlePatience() {
    Patience little = new Patience(LONG, SHORT, SHORT, SHORT);
    return new ClientFixture(url, rootKey, little, keepAlive, qr, preKeys);
  }

  ClientFixture withQuickKeepAlive() {
    KeepAliveRhythm quick = new KeepAliveRhythm(SHORT, SHORT, SHORT);
    return new ClientFixture(url, rootKey, patience, quick, qr, preKeys);
  }

  ClientFixture withQuickPings() {
    KeepAliveRhythm often = new KeepAliveRhythm(SHORT, SHORT, LONG);
    return new ClientFixture(url, rootKey, patience, often, qr, preKeys);
  }

  ClientFixture withShortCodes() {
    QrLifetime brief = new QrLifetime(SHORT, SHORT);
    return new ClientFixture(url, rootKey, patience, keepAlive, brief, preKeys);
  }

  NettyWhatsApp start() {
    return start(new SecureRandom());
  }

  NettyWhatsApp start(SecureRandom random) {
    return start(random, neverNewer());
  }

  NettyWhatsApp start(ClientVersions versions) {
    return start(new SecureRandom(), versions);
  }

  private NettyWhatsApp start(SecureRandom random, ClientVersions versions) {
    WhatsAppSettings settings =
        new WhatsAppSettings(
            url,
            rootKey,
            VERSION.toString(),
            URI.create("http://127.0.0.1/sw.js"),
            Duration.ofHours(1),
            1 << 20,
            new Device("Linkfleet", Icon.CHROME),
            patience,
            keepAlive,
            qr,
            preKeys);
    return new NettyWhatsApp(settings, versions, random, InstantSource.system());
  }

  private static ClientVersions neverNewer() {
    return new ClientVersions(VERSION, Optional::empty, LONG, InstantSource.system());
  }
}
