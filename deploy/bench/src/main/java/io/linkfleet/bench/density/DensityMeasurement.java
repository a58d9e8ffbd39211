package io.linkfleet.bench.density;

import io.linkfleet.bench.measure.Conditions;
import io.linkfleet.bench.measure.Measurement;
import io.linkfleet.bench.report.Section;
import io.linkfleet.bench.seed.LinkedDevices;
import io.linkfleet.bench.stand.Collector;
import io.linkfleet.bench.stand.Stand;
import java.security.SecureRandom;
import java.util.List;
import java.util.TreeMap;

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
    SecureRandom random = new SecureRandom();
    LinkedDevices devices = LinkedDevices.generate(sizes.getLast(), random);
    var runs = new TreeMap<Integer, DensityRun>();
    try (Stand stand = Stand.start(conditions.directory("stand"), devices, random)) {
      long redisBefore = stand.redis().usedMemory();
      int registered = 0;
      for (int size : Sizes.withBase(sizes)) {
        stand.registered().online(devices.first(size).from(registered));
        registered = size;
        conditions.say(size + " connections");
        var worker = stand.worker("worker-" + size, Collector.PREFERRED, Sizes.PACE);
        runs.put(size, DensityRun.of(conditions, stand, worker, size));
      }
      double redisEach = (stand.redis().usedMemory() - redisBefore) / (double) devices.all().size();
      var baileys = BaileysDensity.measure(conditions, stand, devices);
      return new DensityReport(runs, baileys, redisEach).section();
    }
  }
}
