package io.linkfleet.bench.density;

import io.linkfleet.bench.report.Quantity;

/// Bytes as they are shown: 1 kB is 1000 bytes.
final class Memory {
  private static final double KILO = 1e3;
  private static final double MEGA = 1e6;

  private Memory() {}

  static Quantity kilobytes(double bytes) {
    return new Quantity(bytes / KILO, "kB");
  }

  static Quantity megabytes(long bytes) {
    return new Quantity(bytes / MEGA, "MB");
  }
}
