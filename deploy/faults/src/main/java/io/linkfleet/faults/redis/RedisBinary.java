package io.linkfleet.faults.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import redis.embedded.core.ExecutableProvider;

/// The `redis-server` that comes with us.
public record RedisBinary(Path file) {
  public static RedisBinary extractedTo(Path directory) {
    try {
      Files.createDirectories(directory);
      return new RedisBinary(
          ExecutableProvider.newJarResourceProvider(directory.toFile())
              .get()
              .toPath()
              .toAbsolutePath());
    } catch (IOException e) {
      throw new UncheckedIOException("the redis-server that comes with us can't be used", e);
    }
  }
}
