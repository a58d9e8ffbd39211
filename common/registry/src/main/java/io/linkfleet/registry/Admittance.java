package io.linkfleet.registry;

import java.time.Duration;

/// What became of a request at the door.
public sealed interface Admittance {
  /// Come in; one request was taken from the budget.
  record Admitted(Caller caller, Allowance allowance) implements Admittance {}

  /// The token is good, the budget used up. Nothing was taken; one request is free again after
  /// `retryAfter`.
  record Limited(Allowance allowance, Duration retryAfter) implements Admittance {}

  /// Nobody's token. Nothing was counted yet: see [Admission#countStranger].
  record UnknownToken() implements Admittance {}
}
