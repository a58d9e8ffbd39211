package io.linkfleet.bench.density;

import io.linkfleet.bench.measure.Conditions;
import io.linkfleet.bench.measure.Measurement;
import io.linkfleet.bench.report.Figure;
import io.linkfleet.bench.report.Quantity;
import io.linkfleet.bench.report.Section;
import io.linkfleet.bench.seed.LinkedDevices;
import io.linkfleet.bench.stand.Collector;
import io.linkfleet.bench.stand.Stand;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

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
    int most = conditions.instances().getLast();
    SecureRandom random = new SecureRandom();
    LinkedDevices devices = LinkedDevices.generate(most, random);
    try (Stand stand = Stand.start(conditions.directory("stand"), devices, random)) {
      stand.registered().online(devices.first(Sizes.BASE));
      DensityRun base =
          DensityRun.of(
              conditions,
              stand,
              stand.secureWorker("base", Collector.PREFERRED, Sizes.PACE),
              Sizes.BASE);
      stand.registered().online(devices.from(Sizes.BASE));
      conditions.say(most + " connections");
      DensityRun full =
          DensityRun.of(
              conditions, stand, stand.secureWorker("full", Collector.PREFERRED, Sizes.PACE), most);
      return new Section("Density over TLS", figures(base, full), List.of(), List.of());
    }
  }

  private static List<Figure> figures(DensityRun base, DensityRun full) {
    Idle idle = full.idle();
    String of = " of " + idle.connections() + ", each";
    List<Figure> figures = new ArrayList<>();
    figures.add(Figure.of("heap" + of, Memory.kilobytes(idle.heapPerConnection(base.idle()))));
    figures.add(
        Figure.of("resident" + of, Memory.kilobytes(idle.residentPerConnection(base.idle()))));
    figures.add(
        Figure.of(
            "CPU, idle, all " + idle.connections(), new Quantity(100 * idle.cpuShare(), "%")));
    figures.add(Figure.of("CPU of a login", Quantity.millis(full.again().workerMillisPerLogin())));
    figures.add(Figure.of("logins", Quantity.perSecond(full.again().loginsPerSecond())));
    return figures;
  }
}
