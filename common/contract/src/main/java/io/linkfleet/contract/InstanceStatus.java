package io.linkfleet.contract;

/// What an instance is doing, as the API tells it. The wire name is the contract with callers.
public enum InstanceStatus {
  /// Not linked, or linked and neither online nor on the way there.
  DISCONNECTED("disconnected"),
  /// On the way: pairing, logging in, or waiting to try again.
  CONNECTING("connecting"),
  /// Logged in to WhatsApp as a companion device.
  CONNECTED("connected"),
  /// Logged out on command or by the phone; `connect` links it anew.
  LOGGED_OUT("loggedout");

  private final String wireName;

  InstanceStatus(String wireName) {
    this.wireName = wireName;
  }

  public String wireName() {
    return wireName;
  }

  /// Throws [IllegalArgumentException] for a name that is none of ours.
  public static InstanceStatus ofWireName(String wireName) {
    for (InstanceStatus status : values()) {
      if (status.wireName.equals(wireName)) {
        return status;
      }
    }
    throw new IllegalArgumentException("unknown instance status: " + wireName);
  }
}
