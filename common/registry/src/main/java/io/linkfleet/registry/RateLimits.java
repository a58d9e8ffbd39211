package io.linkfleet.registry;

import java.time.Duration;

/// How many requests a token may make within any window of the given length: calls over all
/// endpoints together (unless its account has a limit of its own), creations besides; and how many
/// requests without a valid token come from one address.
public record RateLimits(int calls, int creates, int strangers, Duration window) {
  public RateLimits {
    if (calls < 1 || creates < 1 || strangers < 1) {
      throw new IllegalArgumentException("a rate limit is at least 1");
    }
    if (window.toMillis() < 1 || window.toDays() > 1) {
      throw new IllegalArgumentException("a rate limit's window is 1 ms to a day");
    }
  }
}
