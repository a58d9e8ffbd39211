package io.linkfleet.contract;

/// Why an instance is in the state it is in. The wire name is the contract with callers.
public enum StateReason {
  /// It was made and nothing has happened yet.
  CREATED("created"),
  /// A caller asked for it.
  API("api"),
  /// The phone, or WhatsApp itself, removed the device.
  PHONE("phone"),
  /// A phone scanned or typed the code.
  PAIRING("pairing"),
  /// Pairing came to nothing: no phone used the code in time, or what it sent was wrong.
  PAIRING_FAILED("pairing_failed"),
  /// Logged in.
  LOGIN("login"),
  CONNECTION_LOST("connection_lost"),
  /// A worker took the instance over and connects it.
  TAKEOVER("takeover"),
  /// A wait is over and the connection is tried again.
  RETRY("retry"),
  /// Another connection uses the device's keys.
  REPLACED("replaced"),
  TEMPORARILY_BANNED("temp_banned"),
  LOCKED("locked"),
  CLIENT_OUTDATED("client_outdated"),
  BANNED("banned"),
  USER_AGENT_REJECTED("user_agent_rejected"),
  /// WhatsApp refused the login with a code we do not know.
  REFUSED("refused"),
  /// The instance was deleted.
  DELETED("deleted"),
  /// A reason that a newer program gave and this one has no word for.
  OTHER("other");

  private final String wireName;

  StateReason(String wireName) {
    this.wireName = wireName;
  }

  public String wireName() {
    return wireName;
  }

  /// A name that is none of ours is [#OTHER]: while a fleet is upgraded, newer workers write what
  /// older programs read.
  public static StateReason ofWireName(String wireName) {
    for (StateReason reason : values()) {
      if (reason.wireName.equals(wireName)) {
        return reason;
      }
    }
    return OTHER;
  }
}
