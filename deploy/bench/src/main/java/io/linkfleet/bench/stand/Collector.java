package io.linkfleet.bench.stand;

import java.util.List;

/// The garbage collectors a worker may run with, and the flags for each.
public enum Collector {
  SERIAL("-XX:+UseSerialGC"),
  G1("-XX:+UseG1GC"),
  Z("-XX:+UseZGC");

  /// See `collectors` among the results.
  public static final Collector PREFERRED = SERIAL;

  private final List<String> flags;

  Collector(String... flags) {
    this.flags = List.of(flags);
  }

  List<String> flags() {
    return flags;
  }
}
