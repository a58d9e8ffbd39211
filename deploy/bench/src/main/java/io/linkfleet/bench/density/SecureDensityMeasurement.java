package io.linkfleet.bench.density;

import io.linkfleet.bench.measure.Conditions;
import io.linkfleet.bench.measure.Measurement;
import io.linkfleet.bench.report.Figure;
import io.linkfleet.bench.report.Quantity;
import io.linkfleet.bench.report.Section;
import io.linkfleet.bench.report.Target;
import io.linkfleet.bench.stand.Collector;
import io.linkfleet.bench.stand.Stand;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/// The same over TLS, certificates verified: what `wss://` adds.
public final class SecureDensityMeasurement implements Measurement {
  @Override
  public String name() {
    return "density-tls";
  }

  @Override
  public String what() {
    return "memory and CPU of idle connections over TLS, and what a login over TLS costs";
  }

  @Override
  public Section measure(Conditions conditions) {
    List<Integer> sizes = conditions.instances();
    try (Stand stand = Stand.start(conditions.directory("stand"), sizes.getLast())) {
      SortedMap<Integer, DensityRun> runs =
          DensityRun.growing(
              conditions,
              stand,
              sizes,
              name -> stand.secureWorker(name, Collector.PREFERRED, Sizes.SECURE_PACE));
      var baileys = BaileysDensity.measure(conditions, stand);
      Idle base = runs.get(Sizes.BASE).idle();
      List<Figure> figures = new ArrayList<>();
      runs.tailMap(Sizes.BASE + 1)
          .values()
          .forEach(run -> figures.addAll(figures(base, run, baileys)));
      return new Section(
          "Density over TLS",
          figures,
          List.of(),
          List.of("Baileys is held against it without TLS, which takes it less than with it."));
    }
  }

  private static List<Figure> figures(Idle base, DensityRun run, BaileysDensity baileys) {
    Idle idle = run.idle();
    String of = " each, of " + idle.connections();
    String with = ", with " + idle.connections();
    return List.of(
        Figure.of("heap" + of, Memory.kilobytes(idle.heapPerConnection(base)))
            .against("Baileys", Memory.kilobytes(baileys.heapPerConnection()))
            .target(Target.ratioAtMost(DensityReport.BAILEYS_SHARE)),
        Figure.of("resident" + of, Memory.kilobytes(idle.residentPerConnection(base)))
            .against("Baileys", Memory.kilobytes(baileys.residentPerConnection()))
            .target(Target.ratioAtMost(DensityReport.BAILEYS_SHARE)),
        Figure.of("threads" + with, new Quantity(idle.threads(), "")),
        Figure.of("CPU, idle" + with, new Quantity(100 * idle.cpuShare(), "%"))
            .target(Target.valueAtMost(DensityReport.CPU_LIMIT)),
        Figure.of("CPU of a login" + with, Quantity.millis(run.again().workerMillisPerLogin())),
        Figure.of("logins" + with, Quantity.perSecond(run.again().loginsPerSecond())));
  }
}
