package io.linkfleet.bench.stand;

import java.util.List;

/// The garbage collectors a worker may run with, and the flags for each: those that make it give
/// memory back which it needs only while many devices log in at once.
public enum Collector {
  SERIAL("-XX:+UseSerialGC", "-XX:MinHeapFreeRatio=10", "-XX:MaxHeapFreeRatio=20"),
  G1(
      "-XX:+UseG1GC",
      "-XX:MinHeapFreeRatio=10",
      "-XX:MaxHeapFreeRatio=20",
      "-XX:G1PeriodicGCInterval=60000"),
  Z("-XX:+UseZGC", "-XX:ZUncommitDelay=10");

  /// See `collectors` among the results.
  public static final Collector PREFERRED = SERIAL;

  private final String flags;

  Collector(String... flags) {
    this.flags = String.join(" ", flags);
  }

  List<String> flags() {
    return List.of(flags.split(" "));
  }
}
