package io.linkfleet.whatsapp.login;

import io.linkfleet.whatsapp.proto.DeviceProps;
import io.linkfleet.whatsapp.proto.DeviceProps.AppVersion;
import io.linkfleet.whatsapp.proto.DeviceProps.HistorySyncConfig;

/// How the phone shows us under "Linked devices": free text and an icon.
public record DeviceAppearance(String name, Icon icon) {
  private static final int MAX_NAME = 100;
  private static final int STORAGE_QUOTA_MB = 10_240;

  /// The pictures a phone has for companion devices. Pairing has a second name for each, the
  /// companion platform id.
  public enum Icon {
    UNKNOWN(DeviceProps.PlatformType.UNKNOWN, "0"),
    CHROME(DeviceProps.PlatformType.CHROME, "1"),
    EDGE(DeviceProps.PlatformType.EDGE, "2"),
    FIREFOX(DeviceProps.PlatformType.FIREFOX, "3"),
    SAFARI(DeviceProps.PlatformType.SAFARI, "6"),
    DESKTOP(DeviceProps.PlatformType.DESKTOP, "7");

    private final DeviceProps.PlatformType type;
    private final String companionPlatform;

    Icon(DeviceProps.PlatformType type, String companionPlatform) {
      this.type = type;
      this.companionPlatform = companionPlatform;
    }

    /// As it stands in a QR code.
    public String companionPlatform() {
      return companionPlatform;
    }

    private static Icon of(DeviceProps.PlatformType type) {
      for (Icon icon : values()) {
        if (icon.type == type) {
          return icon;
        }
      }
      return UNKNOWN;
    }
  }

  public DeviceAppearance {
    if (name.isBlank() || name.length() > MAX_NAME) {
      throw new IllegalArgumentException("a device name has 1 to 100 characters");
    }
  }

  static DeviceAppearance of(DeviceProps props) {
    return new DeviceAppearance(props.getOs(), Icon.of(props.getPlatformType()));
  }

  /// Asks for no full history; the rest is what whatsmeow sends, so that we look like it.
  DeviceProps toProto() {
    return DeviceProps.newBuilder()
        .setOs(name)
        .setVersion(AppVersion.newBuilder().setPrimary(0).setSecondary(1).setTertiary(0))
        .setPlatformType(icon.type)
        .setRequireFullSync(false)
        .setHistorySyncConfig(
            HistorySyncConfig.newBuilder()
                .setStorageQuotaMb(STORAGE_QUOTA_MB)
                .setInlineInitialPayloadInE2EeMsg(true)
                .setSupportCallLogHistory(false)
                .setSupportBotUserAgentChatHistory(true)
                .setSupportCagReactionsAndPolls(true)
                .setSupportBizHostedMsg(true)
                .setSupportRecentSyncChunkMessageCountTuning(true)
                .setSupportHostedGroupMsg(true)
                .setSupportFbidBotChatHistory(true)
                .setSupportMessageAssociation(true)
                .setSupportGroupHistory(false))
        .build();
  }
}
