package io.linkfleet.registry;

import io.lettuce.core.RedisURI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Where Redis is: `redis://`, `rediss://` (TLS) or `redis-sentinel://host:port,…/0#master`; user
/// and password before the host. With TLS its certificate is always verified: against those that
/// the JVM trusts, or only against those in the PEM file `trusted`. Prints redacted.
public record RedisUrl(String value, Optional<Path> trusted) {
  public RedisUrl {
    try {
      RedisURI uri = RedisURI.create(value);
      if (uri.getSentinels().isEmpty() && uri.getHost() == null) {
        throw new IllegalArgumentException("no host");
      }
    } catch (IllegalArgumentException e) {
      // The cause would repeat the text, and with it the password.
      throw new IllegalArgumentException("a Redis URL is redis://, rediss:// or redis-sentinel://");
    }
    trusted
        .filter(file -> !Files.isReadable(file))
        .ifPresent(
            file -> {
              throw new IllegalArgumentException("there is no readable file " + file);
            });
  }

  public RedisUrl(String value) {
    this(value, Optional.empty());
  }

  RedisURI uri() {
    return RedisURI.create(value);
  }

  @Override
  public String toString() {
    return "[REDACTED]";
  }
}
