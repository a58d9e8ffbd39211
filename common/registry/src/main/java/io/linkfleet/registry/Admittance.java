package io.linkfleet.registry;

/// What became of a request at the door.
public sealed interface Admittance permits Admittance.Admitted, Limited, Admittance.UnknownToken {
  /// Come in; one request was taken from the budget.
  record Admitted(Caller caller, Allowance allowance) implements Admittance {}

  /// Nobody's token. Nothing was counted yet: see [Admission#countStranger].
  record UnknownToken() implements Admittance {}
}
