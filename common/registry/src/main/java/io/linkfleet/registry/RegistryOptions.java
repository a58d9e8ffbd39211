package io.linkfleet.registry;

import io.linkfleet.contract.Partitions;
import io.linkfleet.contract.SharedSeal;
import java.time.Duration;
import java.util.Objects;

/// How to reach the registry. No call blocks for longer than the command timeout, a replicated one
/// for the replication timeout more.
public record RegistryOptions(
    RedisUrl url,
    Partitions partitions,
    Duration commandTimeout,
    Replication replication,
    SharedSeal seal) {
  public RegistryOptions {
    Objects.requireNonNull(url, "url");
    Objects.requireNonNull(partitions, "partitions");
    Objects.requireNonNull(replication, "replication");
    Objects.requireNonNull(seal, "seal");
    if (commandTimeout.toMillis() < 1) {
      throw new IllegalArgumentException("the command timeout is at least 1 ms");
    }
  }
}
