package io.linkfleet.bench.report;

/// Whether a target was met; `NONE` where there was none.
public enum Verdict {
  MET,
  MISSED,
  NONE;

  static Verdict of(boolean met) {
    return met ? MET : MISSED;
  }

  String shown() {
    return switch (this) {
      case MET -> "met";
      case MISSED -> "**missed**";
      case NONE -> "";
    };
  }
}
