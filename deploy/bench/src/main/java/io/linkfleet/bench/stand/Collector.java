package io.linkfleet.bench.stand;

import java.util.List;

/// The garbage collectors a worker may run with.
public enum Collector {
  SERIAL,
  G1,
  Z;

  /// See `collectors` among the results.
  public static final Collector PREFERRED = SERIAL;

  /// Those that make it give memory back which it needs only while many devices log in at once.
  List<String> flags() {
    return switch (this) {
      case SERIAL ->
          List.of("-XX:+UseSerialGC", "-XX:MinHeapFreeRatio=10", "-XX:MaxHeapFreeRatio=20");
      case G1 ->
          List.of(
              "-XX:+UseG1GC",
              "-XX:MinHeapFreeRatio=10",
              "-XX:MaxHeapFreeRatio=20",
              "-XX:G1PeriodicGCInterval=60000");
      case Z -> List.of("-XX:+UseZGC", "-XX:ZUncommitDelay=10");
    };
  }
}
