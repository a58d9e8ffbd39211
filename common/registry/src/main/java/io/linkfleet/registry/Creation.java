package io.linkfleet.registry;

/// What became of the wish for a new instance.
public sealed interface Creation {
  /// It exists, and this is the only time its token is shown.
  record Created(InstanceRecord instance, Token token) implements Creation {}

  /// The account has an instance of that name.
  record NameTaken() implements Creation {}

  /// The token the caller chose is somebody's already.
  record TokenTaken() implements Creation {}

  /// The account is being deleted.
  record AccountGone() implements Creation {}

  /// The account has as many instances as it may.
  record QuotaExceeded() implements Creation {}
}
