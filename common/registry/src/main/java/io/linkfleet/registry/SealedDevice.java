package io.linkfleet.registry;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.regex.Pattern;

/// The credentials of one companion device, sealed by the worker: bytes that say nothing to the
/// registry, and the id of the device key they belong to, which tells one pairing from the next.
/// Immutable; prints redacted.
public final class SealedDevice {
  private static final Pattern KEY_ID = Pattern.compile("[A-Za-z0-9_.:+/=-]{1,100}");

  private final String deviceKeyId;
  private final byte[] sealed;

  public SealedDevice(String deviceKeyId, byte[] sealed) {
    if (!KEY_ID.matcher(deviceKeyId).matches()) {
      throw new IllegalArgumentException(
          "a device key id is 1 to 100 of A-Z a-z 0-9 _ . : + / = -");
    }
    this.deviceKeyId = deviceKeyId;
    this.sealed = sealed.clone();
  }

  public String deviceKeyId() {
    return deviceKeyId;
  }

  /// A copy.
  public byte[] bytes() {
    return sealed.clone();
  }

  /// As it is kept in Redis: key id, line feed, bytes.
  byte[] stored() {
    byte[] head = (deviceKeyId + "\n").getBytes(StandardCharsets.US_ASCII);
    byte[] stored = Arrays.copyOf(head, head.length + sealed.length);
    System.arraycopy(sealed, 0, stored, head.length, sealed.length);
    return stored;
  }

  static SealedDevice ofStored(byte[] stored) {
    for (int i = 0; i < stored.length; i++) {
      if (stored[i] == '\n') {
        String keyId = new String(stored, 0, i, StandardCharsets.US_ASCII);
        return new SealedDevice(keyId, Arrays.copyOfRange(stored, i + 1, stored.length));
      }
    }
    throw new IllegalStateException("a stored device begins with its key id");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SealedDevice device
        && deviceKeyId.equals(device.deviceKeyId)
        && Arrays.equals(sealed, device.sealed);
  }

  @Override
  public int hashCode() {
    return Objects.hash(deviceKeyId, Arrays.hashCode(sealed));
  }

  @Override
  public String toString() {
    return "SealedDevice[deviceKeyId=" + deviceKeyId + ", [REDACTED]]";
  }
}
