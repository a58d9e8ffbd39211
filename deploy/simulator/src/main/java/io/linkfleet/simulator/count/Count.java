package io.linkfleet.simulator.count;

/// What is counted. The wire name is the field of `GET /stats`.
public enum Count {
  /// WebSocket connections accepted.
  CONNECTIONS("connections"),
  /// WebSocket connections answered with HTTP 503 because of a fault.
  REFUSED_CONNECTIONS("refusedConnections"),
  /// Connections ended because of what the client sent: no handshake, no node, too much.
  PROTOCOL_ERRORS("protocolErrors"),
  /// Handshakes completed by clients without a device, whose payload was right.
  REGISTRATIONS("registrations"),
  /// Registrations refused with `<failure>`, for example for a wrong signed pre-key signature.
  REFUSED_REGISTRATIONS("refusedRegistrations"),
  /// Devices linked: the client's device signature was right.
  PAIRINGS("pairings"),
  /// Pair-successes that the client answered with an error.
  PAIRINGS_REFUSED_BY_CLIENT("pairingsRefusedByClient"),
  /// Pairings ended because the client's device signature was wrong.
  BAD_DEVICE_SIGNATURES("badDeviceSignatures"),
  /// Logins answered with `<success>`.
  LOGINS("logins"),
  /// Logins answered with `<failure>`.
  REFUSED_LOGINS("refusedLogins"),
  /// Connections ended with `conflict=replaced` because their device logged in again.
  REPLACED("replaced"),
  /// Well-formed `remove-companion-device` requests, whatever came of them.
  UNLINKS_RECEIVED("unlinksReceived"),
  /// Devices removed on their own request.
  UNLINKS_DONE("unlinksDone"),
  /// Devices removed by their phone.
  PHONE_UNLINKS("phoneUnlinks"),
  /// Keep-alive queries (`w:p`) answered.
  KEEP_ALIVES("keepAlives"),
  /// Queries (`urn:xmpp:ping`) sent to clients.
  SERVER_PINGS("serverPings"),
  /// Results that clients sent to those.
  SERVER_PINGS_ANSWERED("serverPingsAnswered"),
  /// Notifications sent; each must be acked.
  NOTIFICATIONS("notifications"),
  /// Notifications acked properly.
  ACKS("acks"),
  /// Acks that fit no outstanding notification, or were addressed wrongly.
  BAD_ACKS("badAcks"),
  /// Uploads of pre-keys accepted.
  PRE_KEY_UPLOADS("preKeyUploads"),
  /// The most connections any one device ever had at the same time.
  MOST_CONNECTIONS_OF_ONE_DEVICE("mostConnectionsOfOneDevice"),
  /// The longest, in ms, that a connection was still open after its device had logged in again.
  LONGEST_OVERLAP("longestOverlapMillis");

  private final String wireName;

  Count(String wireName) {
    this.wireName = wireName;
  }

  public String wireName() {
    return wireName;
  }
}
