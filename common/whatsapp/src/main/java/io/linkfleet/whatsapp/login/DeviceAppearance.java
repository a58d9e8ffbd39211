package io.linkfleet.whatsapp.login;

import io.linkfleet.whatsapp.proto.DeviceProps;
import io.linkfleet.whatsapp.proto.DeviceProps.AppVersion;
import io.linkfleet.whatsapp.proto.DeviceProps.HistorySyncConfig;

/// How the phone shows us under "Linked devices": free text and an icon.
public record DeviceAppearance(String name, Icon icon) {
  private static final int MAX_NAME = 100;
  private static final int STORAGE_QUOTA_MB = 10_240;

  /// The pictures a phone has for companion devices.
  public enum Icon {
    UNKNOWN(DeviceProps.PlatformType.UNKNOWN),
    CHROME(DeviceProps.PlatformType.CHROME),
    FIREFOX(DeviceProps.PlatformType.FIREFOX),
    EDGE(DeviceProps.PlatformType.EDGE),
    SAFARI(DeviceProps.PlatformType.SAFARI),
    DESKTOP(DeviceProps.PlatformType.DESKTOP);

    private final DeviceProps.PlatformType type;

    Icon(DeviceProps.PlatformType type) {
      this.type = type;
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
