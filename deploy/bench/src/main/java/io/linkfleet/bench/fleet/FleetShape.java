package io.linkfleet.bench.fleet;

import java.util.ArrayList;
import java.util.List;

/// How many of each, how large their heaps are, and what gateways and workers are told beside what
/// they must be told. The options of gateways and workers come last, so they win.
public record FleetShape(
    int gateways,
    int workers,
    int partitions,
    int gatewayMegabytes,
    int workerMegabytes,
    int simulatorMegabytes,
    List<String> ofGateways,
    List<String> ofWorkers) {
  public FleetShape {
    ofGateways = List.copyOf(ofGateways);
    ofWorkers = List.copyOf(ofWorkers);
  }

  /// With half a gigabyte of heap each.
  public static FleetShape of(int gateways, int workers, int partitions) {
    return new FleetShape(gateways, workers, partitions, 512, 512, 512, List.of(), List.of());
  }

  public FleetShape withHeaps(int gateway, int worker, int simulator) {
    return new FleetShape(
        gateways, workers, partitions, gateway, worker, simulator, ofGateways, ofWorkers);
  }

  public FleetShape gatewaysWith(String... options) {
    return new FleetShape(
        gateways,
        workers,
        partitions,
        gatewayMegabytes,
        workerMegabytes,
        simulatorMegabytes,
        and(ofGateways, options),
        ofWorkers);
  }

  public FleetShape workersWith(String... options) {
    return new FleetShape(
        gateways,
        workers,
        partitions,
        gatewayMegabytes,
        workerMegabytes,
        simulatorMegabytes,
        ofGateways,
        and(ofWorkers, options));
  }

  private static List<String> and(List<String> some, String... more) {
    List<String> all = new ArrayList<>(some);
    all.addAll(List.of(more));
    return all;
  }
}
