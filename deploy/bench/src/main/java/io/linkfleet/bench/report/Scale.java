package io.linkfleet.bench.report;

import java.util.ArrayList;
import java.util.List;

/// From values to positions. A linear one begins at 0; a logarithmic one takes only what is
/// greater than 0.
record Scale(boolean logarithmic, double least, double most, double from, double to) {
  private static final int TICKS = 6;

  /// `sorted` are the values to be shown.
  static Scale over(double[] sorted, boolean logarithmic, double from, double to) {
    double most = sorted.length == 0 ? 1 : sorted[sorted.length - 1];
    if (!logarithmic) {
      double step = step(most);
      return new Scale(false, 0, Math.max(step, Math.ceil(most / step) * step), from, to);
    }
    double least = sorted.length == 0 ? 1 : sorted[0];
    double room = least == most ? 2 : 1;
    return new Scale(true, least / room, most * room, from, to);
  }

  double at(double value) {
    double share =
        logarithmic
            ? (Math.log(value) - Math.log(least)) / (Math.log(most) - Math.log(least))
            : (value - least) / (most - least);
    return from + share * (to - from);
  }

  List<Double> ticks() {
    List<Double> ticks = new ArrayList<>();
    if (logarithmic) {
      double factor = Math.pow(most / least, 1.0 / (TICKS - 1)) > 5 ? 10 : 2;
      for (double tick = least; tick <= most * 1.0001; tick *= factor) {
        ticks.add(tick);
      }
      return ticks;
    }
    double step = step(most);
    for (int count = 0; count * step <= most * 1.0001; count++) {
      ticks.add(count * step);
    }
    return ticks;
  }

  /// 1, 2 or 5 times a power of ten.
  private static double step(double most) {
    if (most <= 0) {
      return 1;
    }
    double rough = most / TICKS;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double digit = rough / power;
    return power * (digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10);
  }
}
