package io.linkfleet.whatsapp.login;

import io.linkfleet.whatsapp.node.Jid;
import io.linkfleet.whatsapp.proto.ClientPayload;

/// "I am this companion device." `jid` names a device of a phone number account.
public record Login(ClientVersion version, Jid jid) implements Introduction {
  /// How often the client logged in before, roughly; whatsmeow always says 1.
  private static final int LOGIN_COUNTER = 1;

  public Login {
    if (!jid.server().equals(Jid.USERS) || !jid.user().matches("[0-9]{1,18}")) {
      throw new IllegalArgumentException("a login names a phone number");
    }
  }

  @Override
  public byte[] encode() {
    return CommonPart.of(version)
        .setUsername(Long.parseLong(jid.user()))
        .setDevice(jid.device())
        .setPassive(true)
        .setPull(true)
        .setLidDbMigrated(true)
        .setLc(LOGIN_COUNTER)
        .build()
        .toByteArray();
  }

  static Login of(ClientPayload payload) throws MalformedIntroduction {
    if (!payload.hasUsername() || !payload.hasDevice()) {
      throw new MalformedIntroduction("a login without account or device");
    }
    String user = Long.toUnsignedString(payload.getUsername());
    return new Login(CommonPart.version(payload), new Jid(user, payload.getDevice(), Jid.USERS));
  }

  @Override
  public String toString() {
    return "Login[" + version + ", " + jid + "]";
  }
}
