package io.linkfleet.registry;

/// What a request is taken from.
public enum Budget {
  /// The budget of all endpoints together.
  CALL,
  /// That, and the smaller one for creating instances besides.
  CREATE
}
