package io.linkfleet.gateway.instance;

import java.time.Duration;
import java.util.Objects;

/// How long a request may take, from its arrival on.
public record Patience(Duration forReply, Duration forCode) {
  public Patience {
    Objects.requireNonNull(forReply, "forReply");
    Objects.requireNonNull(forCode, "forCode");
  }
}
