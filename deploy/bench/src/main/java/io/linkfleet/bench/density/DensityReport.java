package io.linkfleet.bench.density;

import io.linkfleet.bench.report.Figure;
import io.linkfleet.bench.report.Plot;
import io.linkfleet.bench.report.Quantity;
import io.linkfleet.bench.report.Section;
import io.linkfleet.bench.report.Target;
import io.linkfleet.bench.takeover.Takeover;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/// What the runs of all sizes say together; the run without connections is what the others are
/// counted from.
record DensityReport(
    SortedMap<Integer, DensityRun> runs, BaileysDensity baileys, double redisEach) {
  private static final double HEAP_LIMIT = 25;
  private static final double RESIDENT_LIMIT = 40;
  static final double BAILEYS_SHARE = 0.1;
  static final double CPU_LIMIT = 10;
  private static final double GROWTH_LIMIT = 1.2;

  /// Linux counts CPU time in steps of 10 ms.
  private static final double SMALLEST_SHARE = 0.001;

  Section section() {
    List<Figure> figures = new ArrayList<>();
    loaded().forEach(run -> memory(run, figures));
    loaded().forEach(run -> cpu(run, figures));
    growth(figures);
    loaded().forEach(run -> takeovers(run, figures));
    figures.add(Figure.of("Redis memory of an instance", Memory.kilobytes(redisEach)));
    figures.add(
        Figure.of(
            "resident, a worker with %d connections".formatted(Sizes.BASE),
            Memory.megabytes(base().resident())));
    return new Section(
        "Density: idle connections in one worker", figures, List.of(memoryPlot()), notes());
  }

  private List<DensityRun> loaded() {
    return List.copyOf(runs.tailMap(Sizes.BASE + 1).values());
  }

  private Idle base() {
    return runs.get(Sizes.BASE).idle();
  }

  private void memory(DensityRun run, List<Figure> figures) {
    Idle idle = run.idle();
    String of = " each, of " + idle.connections();
    Quantity heap = Memory.kilobytes(idle.heapPerConnection(base()));
    Quantity resident = Memory.kilobytes(idle.residentPerConnection(base()));
    Quantity theirHeap = Memory.kilobytes(baileys.heapPerConnection());
    Quantity theirResident = Memory.kilobytes(baileys.residentPerConnection());
    figures.add(Figure.of("heap" + of, heap).target(Target.valueAtMost(HEAP_LIMIT)));
    figures.add(
        Figure.of("heap" + of, heap)
            .against("Baileys", theirHeap)
            .target(Target.ratioAtMost(BAILEYS_SHARE)));
    figures.add(Figure.of("resident" + of, resident).target(Target.valueAtMost(RESIDENT_LIMIT)));
    figures.add(
        Figure.of("resident" + of, resident)
            .against("Baileys", theirResident)
            .target(Target.ratioAtMost(BAILEYS_SHARE)));
    figures.add(
        Figure.of("threads with " + idle.connections(), new Quantity(idle.threads(), ""))
            .against("with " + Sizes.BASE, new Quantity(base().threads(), "")));
  }

  private void cpu(DensityRun run, List<Figure> figures) {
    Idle idle = run.idle();
    figures.add(
        Figure.of(
                "CPU with %d idle".formatted(idle.connections()),
                new Quantity(100 * idle.cpuShare(), "%"))
            .target(Target.valueAtMost(CPU_LIMIT)));
  }

  /// What one more connection costs at the largest size, against the smallest.
  private void growth(List<Figure> figures) {
    Idle small = loaded().getFirst().idle();
    Idle large = loaded().getLast().idle();
    if (small.equals(large)) {
      return;
    }
    grown("heap each", small, large, idle -> idle.heapPerConnection(base()), figures);
    grown("resident each", small, large, idle -> idle.residentPerConnection(base()), figures);
    figures.add(
        Figure.of("CPU each, of " + large.connections(), cpuEach(large))
            .against("of " + small.connections(), cpuEach(small))
            .target(Target.ratioAtMost(GROWTH_LIMIT)));
  }

  private static void grown(
      String what, Idle small, Idle large, ToDoubleFunction<Idle> each, List<Figure> figures) {
    figures.add(
        Figure.of(what + ", of " + large.connections(), Memory.kilobytes(each.applyAsDouble(large)))
            .against("of " + small.connections(), Memory.kilobytes(each.applyAsDouble(small)))
            .target(Target.ratioAtMost(GROWTH_LIMIT)));
  }

  /// Microseconds of CPU per second, over what a worker without connections takes.
  private Quantity cpuEach(Idle idle) {
    double share = Math.max(SMALLEST_SHARE, idle.cpuShare() - base().cpuShare());
    return new Quantity(1e6 * share / (idle.connections() - Sizes.BASE), "µs/s");
  }

  private static void takeovers(DensityRun run, List<Figure> figures) {
    takeover("first takeover", run.first(), figures);
    takeover("again, after all were lost", run.again(), figures);
  }

  private static void takeover(String what, Takeover takeover, List<Figure> figures) {
    String of = what + ", " + takeover.logins() + ": ";
    figures.add(Figure.of(of + "logins", Quantity.perSecond(takeover.loginsPerSecond())));
    figures.add(
        Figure.of(
                of + "CPU of the worker for each", Quantity.millis(takeover.workerMillisPerLogin()))
            .against("of the simulator", Quantity.millis(takeover.whatsAppMillisPerLogin())));
  }

  private Plot memoryPlot() {
    return new Plot(
        "memory",
        "Memory of a worker",
        new Plot.Axis("connections", false),
        new Plot.Axis("MB", false),
        List.of(series("resident", Idle::resident), series("live heap", Idle::liveHeap)));
  }

  private Plot.Series series(String label, Function<Idle, Long> bytes) {
    return new Plot.Series(
        label,
        runs.values().stream()
            .map(DensityRun::idle)
            .map(idle -> new Plot.Point(idle.connections(), bytes.apply(idle) / 1e6))
            .toList());
  }

  private List<String> notes() {
    return List.of(
        """
        Memory is counted after full collections, each connection's share over a worker with %d connections (%s heap, %s resident, \
        %s %% of a core). The largest size is 20,000 or what `ulimit -n` lets a process open. Baileys: %d sockets in Node %s."""
            .formatted(
                Sizes.BASE,
                Memory.megabytes(base().liveHeap()),
                Memory.megabytes(base().resident()),
                Math.round(1000 * base().cpuShare()) / 10.0,
                baileys.full().connections(),
                baileys.version()),
        "Where the processor time of an idle worker goes, with %d connections: %s."
            .formatted(
                loaded().getLast().idle().connections(), loaded().getLast().profile().shown()));
  }
}
