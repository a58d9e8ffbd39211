package io.linkfleet.registry;

import io.lettuce.core.RedisURI;

/// Where Redis is: `redis://`, `rediss://` (TLS) or `redis-sentinel://host:port,…/0#master`. May
/// carry a password, hence prints redacted.
public record RedisUrl(String value) {
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
  }

  RedisURI uri() {
    return RedisURI.create(value);
  }

  @Override
  public String toString() {
    return "[REDACTED]";
  }
}
