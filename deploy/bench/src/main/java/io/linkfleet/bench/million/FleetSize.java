package io.linkfleet.bench.million;

/// A fleet for so many connected instances, sized so that any one worker may be lost.
record FleetSize(int instances) {
  /// The aim of the architecture, and within a usual limit of open files.
  static final int PER_WORKER = 20_000;

  /// With fewer, whole partitions do not spread evenly.
  private static final int PARTITIONS_PER_WORKER = 8;

  private static final int DEFAULT_PARTITIONS = 64;

  /// One more than holds everybody, and one in ten.
  int workers() {
    int needed = Math.ceilDiv(instances, PER_WORKER);
    return needed + Math.max(1, Math.ceilDiv(needed, 10));
  }

  /// A power of two, never below the default.
  int partitions() {
    int wanted = Math.max(DEFAULT_PARTITIONS, workers() * PARTITIONS_PER_WORKER);
    return Integer.highestOneBit(Math.max(1, wanted - 1)) << 1;
  }

  /// Of the worker that has most: partitions are dealt out whole.
  int connectionsOfFullest() {
    return Math.toIntExact(
        Math.ceilDiv(partitions(), workers()) * (long) Math.ceilDiv(instances, partitions()));
  }

  /// Of the fullest worker, once one is lost.
  int connectionsOfFullestAfterLoss() {
    return Math.toIntExact(
        Math.ceilDiv(partitions(), workers() - 1) * (long) Math.ceilDiv(instances, partitions()));
  }

  /// Logins of the worker that inherits most from one that is lost.
  int loginsOfHeirAfterLoss() {
    int moved = Math.ceilDiv(partitions(), workers());
    return Math.ceilDiv(moved, workers() - 1) * Math.ceilDiv(instances, partitions());
  }
}
