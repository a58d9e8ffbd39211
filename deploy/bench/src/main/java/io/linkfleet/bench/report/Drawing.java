package io.linkfleet.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// A plot as SVG: axes with a few round ticks, one line with dots for each series, a legend.
record Drawing(Plot plot) {
  private static final int WIDTH = 720;
  private static final int HEIGHT = 400;
  private static final int LEFT = 80;
  private static final int RIGHT = 200;
  private static final int TOP = 40;
  private static final int BOTTOM = 56;
  private static final List<String> COLOURS =
      List.of("#1b6ca8", "#d1495b", "#2e933c", "#8f5aa8", "#c77d0a", "#555555");

  String svg() {
    Scale x = scale(plot.x(), Plot.Point::x, LEFT, WIDTH - RIGHT);
    Scale y = scale(plot.y(), Plot.Point::y, HEIGHT - BOTTOM, TOP);
    List<String> parts = new ArrayList<>();
    parts.add(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="12">
        <rect width="%d" height="%d" fill="#ffffff"/>\
        """
            .formatted(WIDTH, HEIGHT, WIDTH, HEIGHT));
    parts.add(text(WIDTH / 2.0, 20, "middle", plot.title()));
    parts.add(text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 12.0, "middle", plot.x().label()));
    parts.add(text(8, TOP - 12.0, "start", plot.y().label()));
    for (double tick : x.ticks()) {
      double at = x.at(tick);
      parts.add(line(at, TOP, at, HEIGHT - BOTTOM));
      parts.add(text(at, HEIGHT - BOTTOM + 18.0, "middle", Quantity.digits(tick)));
    }
    for (double tick : y.ticks()) {
      double at = y.at(tick);
      parts.add(line(LEFT, at, WIDTH - RIGHT, at));
      parts.add(text(LEFT - 8.0, at + 4, "end", Quantity.digits(tick)));
    }
    for (int index = 0; index < plot.series().size(); index++) {
      parts.add(series(plot.series().get(index), COLOURS.get(index % COLOURS.size()), index, x, y));
    }
    return String.join("\n", parts) + "\n</svg>\n";
  }

  private Scale scale(
      Plot.Axis axis, ToDoubleFunction<Plot.Point> coordinate, double from, double to) {
    double[] values =
        plot.series().stream()
            .flatMap(series -> series.points().stream())
            .mapToDouble(coordinate)
            .sorted()
            .toArray();
    return Scale.over(values, axis.logarithmic(), from, to);
  }

  private static String series(Plot.Series series, String colour, int index, Scale x, Scale y) {
    List<String> corners = new ArrayList<>();
    List<String> parts = new ArrayList<>();
    for (Plot.Point point : series.points()) {
      String px = number(x.at(point.x()));
      String py = number(y.at(point.y()));
      corners.add(px + "," + py);
      parts.add("<circle cx=\"%s\" cy=\"%s\" r=\"3\" fill=\"%s\"/>".formatted(px, py, colour));
    }
    parts.add(
        "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.5\"/>"
            .formatted(String.join(" ", corners), colour));
    double at = TOP + 16.0 * index;
    parts.add(
        "<rect x=\"%d\" y=\"%s\" width=\"12\" height=\"4\" fill=\"%s\"/>"
            .formatted(WIDTH - RIGHT + 12, number(at), colour));
    parts.add(text(WIDTH - RIGHT + 30.0, at + 6, "start", series.label()));
    return String.join("\n", parts);
  }

  private static String line(double x1, double y1, double x2, double y2) {
    return "<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" stroke=\"#dddddd\"/>"
        .formatted(number(x1), number(y1), number(x2), number(y2));
  }

  private static String text(double x, double y, String anchor, String words) {
    String escaped = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    return "<text x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s</text>"
        .formatted(number(x), number(y), anchor, escaped);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
