package io.linkfleet.worker.device;

import java.security.MessageDigest;
import java.util.Arrays;

/// Bytes that are nobody's business: copied in and out, compared in constant time, never printed.
public final class SecretBytes {
  private final byte[] bytes;

  private SecretBytes(byte[] bytes) {
    this.bytes = bytes;
  }

  public static SecretBytes of(byte[] bytes) {
    return new SecretBytes(bytes.clone());
  }

  public byte[] toBytes() {
    return bytes.clone();
  }

  public int length() {
    return bytes.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SecretBytes that && MessageDigest.isEqual(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "[REDACTED]";
  }
}
