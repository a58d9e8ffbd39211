package io.linkfleet.bench;

import io.linkfleet.bench.call.Growth;
import io.linkfleet.bench.call.Latency;
import io.linkfleet.bench.call.Refusals;
import io.linkfleet.bench.call.Throughput;
import io.linkfleet.bench.call.Whole;
import io.linkfleet.bench.density.CollectorsMeasurement;
import io.linkfleet.bench.density.DensityMeasurement;
import io.linkfleet.bench.density.SecureDensityMeasurement;
import io.linkfleet.bench.limiter.Limiter;
import io.linkfleet.bench.measure.Measurement;
import io.linkfleet.bench.micro.MicroMeasurement;
import io.linkfleet.bench.start.Start;
import io.linkfleet.bench.takeover.TakeoverMeasurement;
import java.util.List;

/// Every measurement there is, in the order in which they run.
final class Catalogue {
  static final List<Measurement> ALL =
      List.of(
          new Latency(),
          new Throughput(),
          new Refusals(),
          new Whole(),
          new Limiter(),
          new Growth(),
          new Start(),
          new DensityMeasurement(),
          new SecureDensityMeasurement(),
          new CollectorsMeasurement(),
          new TakeoverMeasurement(),
          new MicroMeasurement());

  private Catalogue() {}
}
