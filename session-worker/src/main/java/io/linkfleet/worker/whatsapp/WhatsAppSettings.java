package io.linkfleet.worker.whatsapp;

import static io.linkfleet.settings.Setting.between;
import static io.linkfleet.settings.Setting.notBelow;
import static io.linkfleet.settings.Setting.positive;
import static io.linkfleet.settings.Setting.valid;

import io.linkfleet.settings.InvalidSetting;
import io.linkfleet.whatsapp.crypto.PublicKey;
import io.linkfleet.whatsapp.login.ClientVersion;
import io.linkfleet.whatsapp.login.DeviceAppearance;
import io.linkfleet.whatsapp.login.DeviceAppearance.Icon;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Everything about WhatsApp that an operator may set; the defaults are the real service and what
/// its own clients do. The texts below are those of `deploy/CONFIGURATION.md`.
///
/// @param url The server's WebSocket, `wss://` or `ws://`.
/// @param rootKey The public key that server certificates must lead to, 64 hex digits; WhatsApp's
///   own unless told otherwise.
/// @param clientVersion Which WhatsApp Web we say we are at first, `2.3000.<revision>`.
/// @param versionUrl Where to look for the current version once WhatsApp has refused ours.
/// @param versionInterval The shortest time between two looks for the current version.
/// @param maxFrameBytes How much a server can make a connection hold: from 64 KiB to 16 MiB.
public record WhatsAppSettings(
    @DefaultValue("wss://web.whatsapp.com/ws/chat") URI url,
    @DefaultValue("142375574d0a587166aae71ebe516437c4a28b73e3695c6ce1f7f9545da8ee6b")
        String rootKey,
    @DefaultValue("2.3000.1045649367") String clientVersion,
    @DefaultValue("https://web.whatsapp.com/sw.js") URI versionUrl,
    @DefaultValue("10m") Duration versionInterval,
    @DefaultValue("4194304") int maxFrameBytes,
    @DefaultValue Device device,
    @DefaultValue Patience patience,
    @DefaultValue KeepAliveRhythm keepAlive,
    @DefaultValue QrLifetime qr,
    @DefaultValue PreKeySupply preKeys) {

  public WhatsAppSettings {
    if (url.getHost() == null || !(isSecure(url) || "ws".equals(url.getScheme()))) {
      throw new InvalidSetting("linkfleet.whatsapp.url", "ws:// or wss:// and a host");
    }
    between("linkfleet.whatsapp.max-frame-bytes", 1 << 16, (1 << 24) - 1, maxFrameBytes);
    if (versionUrl.getHost() == null
        || !List.of("http", "https").contains(versionUrl.getScheme())) {
      throw new InvalidSetting("linkfleet.whatsapp.version-url", "http:// or https:// and a host");
    }
    positive("linkfleet.whatsapp.version-interval", versionInterval);
    valid("linkfleet.whatsapp.root-key", () -> PublicKey.ofHex(rootKey));
    valid("linkfleet.whatsapp.client-version", () -> ClientVersion.parse(clientVersion));
  }

  /// How the phone shows our devices.
  ///
  /// @param name What the phone shows under Linked devices.
  /// @param icon The picture beside the name.
  public record Device(@DefaultValue("Linkfleet") String name, @DefaultValue("CHROME") Icon icon) {
    public Device {
      valid("linkfleet.whatsapp.device.name", () -> new DeviceAppearance(name, icon));
    }

    DeviceAppearance appearance() {
      return new DeviceAppearance(name, icon);
    }
  }

  /// How long we wait for WhatsApp.
  ///
  /// @param connect For TCP, TLS and WebSocket together.
  /// @param handshake For the server's part of the handshake.
  /// @param query For the answer to a query.
  /// @param unlink For the answer to an unlink.
  public record Patience(
      @DefaultValue("10s") Duration connect,
      @DefaultValue("20s") Duration handshake,
      @DefaultValue("60s") Duration query,
      @DefaultValue("10s") Duration unlink) {
    public Patience {
      positive("linkfleet.whatsapp.patience.connect", connect);
      positive("linkfleet.whatsapp.patience.handshake", handshake);
      positive("linkfleet.whatsapp.patience.query", query);
      positive("linkfleet.whatsapp.patience.unlink", unlink);
    }
  }

  /// How a connection is seen to be alive.
  ///
  /// @param shortest A ping goes out after a random time, this at least and on a tenth of a
  ///   second.
  /// @param longest A ping goes out after a random time, this at most.
  /// @param answer A connection on which a ping is not answered within it counts as lost.
  public record KeepAliveRhythm(
      @DefaultValue("20s") Duration shortest,
      @DefaultValue("30s") Duration longest,
      @DefaultValue("20s") Duration answer) {
    public KeepAliveRhythm {
      positive("linkfleet.whatsapp.keep-alive.shortest", shortest);
      positive("linkfleet.whatsapp.keep-alive.answer", answer);
      notBelow(
          "linkfleet.whatsapp.keep-alive.longest",
          longest,
          "linkfleet.whatsapp.keep-alive.shortest",
          shortest);
    }
  }

  /// How long codes to scan are valid.
  ///
  /// @param first How long the first code of a connection is valid.
  /// @param following How long each code after the first is valid.
  public record QrLifetime(
      @DefaultValue("60s") Duration first, @DefaultValue("20s") Duration following) {
    public QrLifetime {
      positive("linkfleet.whatsapp.qr.first", first);
      positive("linkfleet.whatsapp.qr.following", following);
    }

    /// How long a server that handed out so many references keeps the connection.
    Duration of(int references) {
      return first.plus(following.multipliedBy(references - 1L));
    }
  }

  /// The one-time keys of a device at the server.
  ///
  /// @param initial One-time keys that a new device uploads; 1000 at most.
  /// @param lowWater Below so many that are left, more are uploaded.
  /// @param refill One-time keys that are uploaded when few are left; 1000 at most.
  public record PreKeySupply(
      @DefaultValue("812") int initial,
      @DefaultValue("5") int lowWater,
      @DefaultValue("50") int refill) {
    private static final int MOST = 1000;

    public PreKeySupply {
      between("linkfleet.whatsapp.pre-keys.low-water", 1, MOST, lowWater);
      between("linkfleet.whatsapp.pre-keys.initial", lowWater, MOST, initial);
      between("linkfleet.whatsapp.pre-keys.refill", lowWater, MOST, refill);
    }
  }

  public PublicKey root() {
    return PublicKey.ofHex(rootKey);
  }

  public ClientVersion version() {
    return ClientVersion.parse(clientVersion);
  }

  boolean secure() {
    return isSecure(url);
  }

  int port() {
    if (url.getPort() >= 0) {
      return url.getPort();
    }
    return secure() ? 443 : 80;
  }

  private static boolean isSecure(URI url) {
    return "wss".equals(url.getScheme());
  }
}
