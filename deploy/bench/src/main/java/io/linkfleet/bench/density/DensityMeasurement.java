package io.linkfleet.bench.density;

import io.linkfleet.bench.measure.Conditions;
import io.linkfleet.bench.measure.Measurement;
import io.linkfleet.bench.report.Section;
import io.linkfleet.bench.stand.Collector;
import io.linkfleet.bench.stand.Stand;
import java.util.List;
import java.util.SortedMap;

/// Workers of growing size over plain sockets, then a Node process with Baileys sockets on the same
/// simulator.
public final class DensityMeasurement implements Measurement {
  @Override
  public String name() {
    return "density";
  }

  @Override
  public String what() {
    return "memory, threads and CPU of idle connections; takeovers; against Baileys on Node 24";
  }

  @Override
  public Section measure(Conditions conditions) {
    List<Integer> sizes = conditions.instances();
    try (Stand stand = Stand.start(conditions.directory("stand"), sizes.getLast())) {
      long redisBefore = stand.redis().usedMemory();
      SortedMap<Integer, DensityRun> runs =
          DensityRun.growing(
              conditions,
              stand,
              sizes,
              name -> stand.worker(name, Collector.PREFERRED, Sizes.PACE));
      double redisEach = (stand.redis().usedMemory() - redisBefore) / (double) sizes.getLast();
      var baileys = BaileysDensity.measure(conditions, stand);
      return new DensityReport(runs, baileys, redisEach).section();
    }
  }
}
