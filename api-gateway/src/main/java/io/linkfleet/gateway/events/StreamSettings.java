package io.linkfleet.gateway.events;

import java.time.Duration;
import java.util.Objects;

/// At most so many streams are open at once, of all tokens and of one. At each `heartbeat` a stream
/// says that it lives, its token is looked at, and so are the names of its account.
public record StreamSettings(int most, int mostPerToken, Duration heartbeat) {
  public StreamSettings {
    Objects.requireNonNull(heartbeat, "heartbeat");
  }
}
