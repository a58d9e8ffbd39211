package io.linkfleet.bench.report;

import java.util.Locale;

/// A measured number and its unit: `ms`, `s`, `/s`, `kB`, `%`, or empty for a count.
public record Quantity(double value, String unit) {
  public Quantity {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("not a number: " + value);
    }
  }

  public static Quantity millis(double value) {
    return new Quantity(value, "ms");
  }

  public static Quantity perSecond(double value) {
    return new Quantity(value, "/s");
  }

  /// Three significant digits, or every digit of the whole part if that has more.
  @Override
  public String toString() {
    return digits(value) + (unit.startsWith("/") ? "" : " ") + unit;
  }

  static String digits(double value) {
    double size = Math.abs(value);
    int decimals = size >= 100 || size == 0 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
    return String.format(Locale.ROOT, "%,." + decimals + "f", value);
  }
}
