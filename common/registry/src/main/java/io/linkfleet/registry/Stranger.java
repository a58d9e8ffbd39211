package io.linkfleet.registry;

/// How often an address came without a valid token: within its budget or too often.
public sealed interface Stranger permits Stranger.Counted, Limited {
  Allowance allowance();

  /// Within its budget.
  record Counted(Allowance allowance) implements Stranger {}
}
