package io.linkfleet.whatsapp.login;

import io.linkfleet.whatsapp.proto.ClientPayload;
import io.linkfleet.whatsapp.proto.ClientPayload.ConnectReason;
import io.linkfleet.whatsapp.proto.ClientPayload.ConnectType;
import io.linkfleet.whatsapp.proto.ClientPayload.UserAgent;
import io.linkfleet.whatsapp.proto.ClientPayload.UserAgent.AppVersion;
import io.linkfleet.whatsapp.proto.ClientPayload.WebInfo;

/// What registration and login say alike: a browser, opened by its user. The values are those
/// whatsmeow sends (`store/clientpayload.go`).
final class CommonPart {
  private CommonPart() {}

  static ClientPayload.Builder of(ClientVersion version) {
    return ClientPayload.newBuilder()
        .setUserAgent(userAgent(version))
        .setWebInfo(WebInfo.newBuilder().setWebSubPlatform(WebInfo.WebSubPlatform.WEB_BROWSER))
        .setConnectType(ConnectType.WIFI_UNKNOWN)
        .setConnectReason(ConnectReason.USER_ACTIVATED);
  }

  static ClientVersion version(ClientPayload payload) {
    AppVersion version = payload.getUserAgent().getAppVersion();
    return new ClientVersion(version.getPrimary(), version.getSecondary(), version.getTertiary());
  }

  private static UserAgent userAgent(ClientVersion version) {
    return UserAgent.newBuilder()
        .setPlatform(UserAgent.Platform.WEB)
        .setReleaseChannel(UserAgent.ReleaseChannel.RELEASE)
        .setAppVersion(
            AppVersion.newBuilder()
                .setPrimary(version.primary())
                .setSecondary(version.secondary())
                .setTertiary(version.tertiary()))
        .setMcc("000")
        .setMnc("000")
        .setOsVersion("0.1")
        .setManufacturer("")
        .setDevice("Desktop")
        .setOsBuildNumber("0.1")
        .setLocaleLanguageIso6391("en")
        .setLocaleCountryIso31661Alpha2("US")
        .build();
  }
}
