package io.linkfleet.contract;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/// How instances spread over the partitions of the command topic. The partition of an instance is
/// the address of its owner and part of its keys in Redis, so the count is fixed when the fleet is
/// first started and the mapping may never change.
public record Partitions(int count) {
  public Partitions {
    if (count < 1 || count > 4096) {
      throw new IllegalArgumentException("the partition count is 1 to 4096, not " + count);
    }
  }

  /// CRC-32 of the id's ASCII bytes, modulo the count.
  public int of(InstanceId instance) {
    CRC32 crc = new CRC32();
    crc.update(instance.value().getBytes(StandardCharsets.US_ASCII));
    return (int) (crc.getValue() % count);
  }
}
