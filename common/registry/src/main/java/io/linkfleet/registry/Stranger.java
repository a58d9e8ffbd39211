package io.linkfleet.registry;

import java.time.Duration;

/// How often an address came without a valid token.
public sealed interface Stranger {
  Allowance allowance();

  /// Within its budget.
  record Counted(Allowance allowance) implements Stranger {}

  /// Too often; one request is free again after `retryAfter`.
  record Limited(Allowance allowance, Duration retryAfter) implements Stranger {}
}
