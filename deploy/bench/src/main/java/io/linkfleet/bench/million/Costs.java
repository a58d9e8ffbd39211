package io.linkfleet.bench.million;

import io.linkfleet.bench.report.Figure;
import io.linkfleet.bench.report.Results;
import java.util.List;
import java.util.regex.Pattern;

/// What one connection, one login and one instance cost, as the results say. Bytes, seconds and
/// shares of one core.
record Costs(
    double workerBytes,
    double connectionBytes,
    double idleShareOfNone,
    double idleShareEach,
    double loginCpu,
    double redisCpuOfLogin,
    double redisCommandsOfLogin,
    double redisBytes) {

  /// Throws [IllegalStateException] when `density` or `takeover` has not been measured.
  static Costs of(Results results) {
    List<Figure> density = figures(results, "density");
    List<Figure> takeover = figures(results, "takeover");
    double connections = connections(density);
    double share = last(density, "CPU with [0-9]+ idle") / 100;
    double each = last(density, "CPU each, of .*") / 1e6;
    return new Costs(
        last(density, "resident, a worker with .*") * 1e6,
        last(density, "resident each, of .*") * 1e3,
        share - each * connections,
        each,
        last(takeover, "CPU of a login") / 1e3,
        last(takeover, "CPU of a login, in Redis") / 1e3,
        last(takeover, "Redis commands of a login"),
        last(density, "Redis memory of an instance") * 1e3);
  }

  private static double connections(List<Figure> density) {
    return density.stream()
        .map(Figure::what)
        .filter(what -> what.matches("CPU with [0-9]+ idle"))
        .mapToDouble(what -> Double.parseDouble(what.replaceAll("\\D", "")))
        .max()
        .orElseThrow();
  }

  private static List<Figure> figures(Results results, String name) {
    return results.entries().stream()
        .filter(entry -> entry.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("not measured yet: " + name))
        .section()
        .figures();
  }

  /// That of the largest size, which stands last.
  private static double last(List<Figure> figures, String what) {
    Pattern wanted = Pattern.compile(what);
    return figures.stream()
        .filter(figure -> wanted.matcher(figure.what()).matches())
        .reduce((_, later) -> later)
        .orElseThrow(() -> new IllegalStateException("there is no figure " + what))
        .measured()
        .value();
  }
}
