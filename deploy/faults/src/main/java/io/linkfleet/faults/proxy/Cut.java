package io.linkfleet.faults.proxy;

/// What becomes of the bytes on an edge.
public enum Cut {
  /// They pass.
  NONE,
  /// Connections are reset, open ones and new ones.
  REFUSE,
  /// Connections stand and nothing passes until the edge is whole again.
  SWALLOW
}
