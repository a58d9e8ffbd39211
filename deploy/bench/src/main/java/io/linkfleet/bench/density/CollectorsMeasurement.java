package io.linkfleet.bench.density;

import io.linkfleet.bench.measure.Conditions;
import io.linkfleet.bench.measure.Measurement;
import io.linkfleet.bench.report.Figure;
import io.linkfleet.bench.report.Quantity;
import io.linkfleet.bench.report.Section;
import io.linkfleet.bench.stand.Collector;
import io.linkfleet.bench.stand.Stand;
import java.util.ArrayList;
import java.util.List;

/// The same worker with each garbage collector.
public final class CollectorsMeasurement implements Measurement {
  private static final int CONNECTIONS = 5_000;
  private static final int QUICK_CONNECTIONS = 300;

  @Override
  public String name() {
    return "collectors";
  }

  @Override
  public String what() {
    return "a worker with the Serial, G1 and Z collectors: memory, CPU, pauses";
  }

  @Override
  public Section measure(Conditions conditions) {
    int connections = conditions.quick() ? QUICK_CONNECTIONS : CONNECTIONS;
    List<Figure> figures = new ArrayList<>();
    try (Stand stand = Stand.start(conditions.directory("stand"), connections)) {
      stand.registered().online(stand.devices());
      for (Collector collector : Collector.values()) {
        conditions.say(collector.name());
        var worker = stand.worker("worker-" + collector, collector, Sizes.PACE);
        DensityRun run = DensityRun.of(conditions, stand, worker, connections);
        figures.addAll(figures(collector, run));
        figures.add(
            Figure.of(collector + ": longest pause", Quantity.millis(worker.longestPauseMillis())));
      }
    }
    return new Section(
        "Garbage collectors, a worker with %d connections".formatted(connections),
        figures,
        List.of(),
        List.of());
  }

  private static List<Figure> figures(Collector collector, DensityRun run) {
    Idle idle = run.idle();
    List<Figure> figures = new ArrayList<>();
    figures.add(Figure.of(collector + ": resident", Memory.megabytes(idle.resident())));
    figures.add(Figure.of(collector + ": live heap", Memory.megabytes(idle.liveHeap())));
    figures.add(Figure.of(collector + ": CPU, idle", new Quantity(100 * idle.cpuShare(), "%")));
    figures.add(
        Figure.of(
            collector + ": CPU of a login", Quantity.millis(run.again().workerMillisPerLogin())));
    return figures;
  }
}
