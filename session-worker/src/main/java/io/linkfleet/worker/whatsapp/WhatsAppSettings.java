package io.linkfleet.worker.whatsapp;

import io.linkfleet.whatsapp.crypto.PublicKey;
import io.linkfleet.whatsapp.login.ClientVersion;
import io.linkfleet.whatsapp.login.DeviceAppearance;
import io.linkfleet.whatsapp.login.DeviceAppearance.Icon;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Everything about WhatsApp that an operator may set; the defaults are the real service and what
/// its own clients do. `rootKey` is the public key, 64 hexadecimal digits, that server
/// certificates must lead to; `clientVersion`, `2.3000.<revision>`, is what we begin with, and
/// `versionUrl` where we look for a newer one if it is refused, at most once per `versionInterval`;
/// `maxFrameBytes` bounds what a server can make us hold for one connection.
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

  private static final int LEAST_FRAME_BYTES = 1 << 16;
  private static final int MOST_FRAME_BYTES = (1 << 24) - 1;

  public WhatsAppSettings {
    if (url.getHost() == null || !(isSecure(url) || "ws".equals(url.getScheme()))) {
      throw new IllegalArgumentException("the WhatsApp URL is ws:// or wss:// and has a host");
    }
    if (maxFrameBytes < LEAST_FRAME_BYTES || maxFrameBytes > MOST_FRAME_BYTES) {
      throw new IllegalArgumentException("max-frame-bytes is between 64 KiB and 16 MiB");
    }
    if (versionUrl.getHost() == null
        || !List.of("http", "https").contains(versionUrl.getScheme())) {
      throw new IllegalArgumentException("version-url is http:// or https:// and has a host");
    }
    requirePositive(versionInterval, "version-interval");
    PublicKey.ofHex(rootKey);
    ClientVersion.parse(clientVersion);
  }

  /// How the phone shows our devices.
  public record Device(@DefaultValue("Linkfleet") String name, @DefaultValue("CHROME") Icon icon) {
    public Device {
      new DeviceAppearance(name, icon);
    }

    DeviceAppearance appearance() {
      return new DeviceAppearance(name, icon);
    }
  }

  /// How long we wait: for TCP, TLS and WebSocket together; for the server's part of the
  /// handshake; for the answer to a query; for the answer to an unlink.
  public record Patience(
      @DefaultValue("10s") Duration connect,
      @DefaultValue("20s") Duration handshake,
      @DefaultValue("60s") Duration query,
      @DefaultValue("10s") Duration unlink) {
    public Patience {
      requirePositive(connect, "patience.connect");
      requirePositive(handshake, "patience.handshake");
      requirePositive(query, "patience.query");
      requirePositive(unlink, "patience.unlink");
    }
  }

  /// A ping goes out after a random time between the two, on the next tenth of a second, and the
  /// connection counts as lost if no answer comes within `answer`.
  public record KeepAliveRhythm(
      @DefaultValue("20s") Duration shortest,
      @DefaultValue("30s") Duration longest,
      @DefaultValue("20s") Duration answer) {
    public KeepAliveRhythm {
      requirePositive(shortest, "keep-alive.shortest");
      requirePositive(answer, "keep-alive.answer");
      if (longest.compareTo(shortest) < 0) {
        throw new IllegalArgumentException("keep-alive.longest is not below keep-alive.shortest");
      }
    }
  }

  /// How long the first code of a connection is valid, and each following one.
  public record QrLifetime(
      @DefaultValue("60s") Duration first, @DefaultValue("20s") Duration following) {
    public QrLifetime {
      requirePositive(first, "qr.first");
      requirePositive(following, "qr.following");
    }

    /// How long a server that handed out so many references keeps the connection.
    Duration of(int references) {
      return first.plus(following.multipliedBy(references - 1L));
    }
  }

  /// How many one-time keys a new device uploads, below how many more are needed, and how many
  /// then follow.
  public record PreKeySupply(
      @DefaultValue("812") int initial,
      @DefaultValue("5") int lowWater,
      @DefaultValue("50") int refill) {
    private static final int MOST = 1000;

    public PreKeySupply {
      if (lowWater < 1 || initial < lowWater || refill < lowWater) {
        throw new IllegalArgumentException("an upload of pre-keys fills above the low water mark");
      }
      if (initial > MOST || refill > MOST) {
        throw new IllegalArgumentException("one upload holds 1000 pre-keys at most");
      }
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

  private static void requirePositive(Duration duration, String name) {
    if (!duration.isPositive()) {
      throw new IllegalArgumentException(name + " is above zero");
    }
  }
}
