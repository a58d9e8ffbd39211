package io.linkfleet.simulator.fault;

/// Something the server does wrong, on or off. The wire name is what the control API calls it.
public enum Fault {
  /// New WebSocket connections are answered with HTTP 503; open ones live on.
  REFUSE_CONNECTIONS("refuseConnections"),
  /// An unlink gets no answer and removes nothing; the connection stays open.
  HANG_UNLINK("hangUnlink"),
  /// An unlink removes nothing and the connection closes.
  DROP_BEFORE_UNLINK("dropBeforeUnlink"),
  /// An unlink removes the device and the connection closes without a word.
  DROP_AFTER_UNLINK("dropAfterUnlink"),
  /// An unlink removes the device and gets its result; the connection stays open.
  RESULT_ONLY("resultOnly"),
  /// An unlink removes the device and gets no result, only `device_removed`.
  DEVICE_REMOVED_ONLY("deviceRemovedOnly"),
  /// An unlink removes the device; `device_removed` arrives before the result.
  DEVICE_REMOVED_FIRST("deviceRemovedFirst"),
  /// Phones hand out a pair-success whose HMAC is wrong.
  TAMPER_HMAC("tamperHmac"),
  /// Phones hand out a pair-success whose HMAC is right and whose account signature is wrong.
  TAMPER_SIGNATURE("tamperSignature");

  private final String wireName;

  Fault(String wireName) {
    this.wireName = wireName;
  }

  public String wireName() {
    return wireName;
  }
}
