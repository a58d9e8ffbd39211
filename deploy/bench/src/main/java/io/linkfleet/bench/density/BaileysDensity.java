package io.linkfleet.bench.density;

import io.linkfleet.bench.baileys.BaileysProcess;
import io.linkfleet.bench.measure.Conditions;
import io.linkfleet.bench.seed.LinkedDevices;
import io.linkfleet.bench.stand.Stand;
import io.linkfleet.faults.process.Patience;
import java.time.Duration;

/// The same with Baileys: a Node process without a socket, then with so many.
record BaileysDensity(String version, Idle empty, Idle full) {
  /// More would take longer than it tells: a socket costs the same from the first on.
  private static final int MOST = 1_000;

  private static final int AT_ONCE = 64;
  private static final Duration SETTLED = Duration.ofSeconds(10);

  static BaileysDensity measure(Conditions conditions, Stand stand) {
    LinkedDevices devices = stand.devices();
    int count = Math.min(MOST, devices.all().size());
    conditions.say(count + " Baileys sockets");
    try (var node =
        BaileysProcess.start(
            conditions.directory("baileys"), devices.first(count), stand.whatsApp())) {
      Idle empty = idle(node, 0, 0);
      node.connect(count, AT_ONCE);
      Patience.rest(SETTLED);
      double cpu = Idle.cpuShare(node.figures(), Sizes.idle(conditions));
      return new BaileysDensity(node.version(), empty, idle(node, count, cpu));
    }
  }

  private static Idle idle(BaileysProcess node, int connections, double cpuShare) {
    long heap = node.liveHeapBytes();
    return new Idle(
        connections, heap, node.figures().residentBytes(), node.figures().threads(), cpuShare);
  }

  double heapPerConnection() {
    return full.heapPerConnection(empty);
  }

  double residentPerConnection() {
    return full.residentPerConnection(empty);
  }
}
