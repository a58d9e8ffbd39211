package io.linkfleet.bench.report;

import java.util.List;

/// A line chart. `name` is that of its file; either axis may be logarithmic.
public record Plot(String name, String title, Axis x, Axis y, List<Series> series) {
  public record Axis(String label, boolean logarithmic) {}

  public record Point(double x, double y) {}

  public record Series(String label, List<Point> points) {}
}
