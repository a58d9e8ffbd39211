package io.linkfleet.bench.report;

/// What a figure is held against.
public record Target(Bound bound, double limit) {
  public static final Target NONE = new Target(Bound.NONE, 0);

  /// Of the figure itself, or of its ratio to the reference of the same run.
  public enum Bound {
    RATIO_AT_MOST,
    RATIO_AT_LEAST,
    VALUE_AT_MOST,
    VALUE_AT_LEAST,
    NONE
  }

  public static Target ratioAtMost(double limit) {
    return new Target(Bound.RATIO_AT_MOST, limit);
  }

  public static Target ratioAtLeast(double limit) {
    return new Target(Bound.RATIO_AT_LEAST, limit);
  }

  public static Target valueAtMost(double limit) {
    return new Target(Bound.VALUE_AT_MOST, limit);
  }

  public static Target valueAtLeast(double limit) {
    return new Target(Bound.VALUE_AT_LEAST, limit);
  }

  boolean isOfRatio() {
    return bound == Bound.RATIO_AT_MOST || bound == Bound.RATIO_AT_LEAST;
  }

  Verdict judge(double value, double ratio) {
    return switch (bound) {
      case RATIO_AT_MOST -> Verdict.of(ratio <= limit);
      case RATIO_AT_LEAST -> Verdict.of(ratio >= limit);
      case VALUE_AT_MOST -> Verdict.of(value <= limit);
      case VALUE_AT_LEAST -> Verdict.of(value >= limit);
      case NONE -> Verdict.NONE;
    };
  }

  String shown(String unit) {
    return switch (bound) {
      case RATIO_AT_MOST -> "≤ " + Quantity.digits(limit) + "x";
      case RATIO_AT_LEAST -> "≥ " + Quantity.digits(limit) + "x";
      case VALUE_AT_MOST -> "≤ " + new Quantity(limit, unit);
      case VALUE_AT_LEAST -> "≥ " + new Quantity(limit, unit);
      case NONE -> "";
    };
  }
}
