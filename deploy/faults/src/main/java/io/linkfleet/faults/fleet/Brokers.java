package io.linkfleet.faults.fleet;

import io.linkfleet.faults.broker.BrokerNode;
import io.linkfleet.faults.broker.ClusterView;
import io.linkfleet.faults.process.Patience;
import io.linkfleet.faults.process.Ports;
import io.linkfleet.faults.process.ServerProcess;
import io.linkfleet.faults.process.Watchdog;
import io.linkfleet.local.broker.FleetTopics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The three Kafka nodes.
public final class Brokers {
  private static final int COUNT = 3;
  private static final Duration UP_WITHIN = Duration.ofMinutes(2);

  private final List<BrokerNode> nodes = new ArrayList<>();
  private final List<Integer> fleetPorts;
  private final List<List<BrokerNode.WorkerListener>> workerListeners = new ArrayList<>();
  private final ClusterView view;

  /// `workers` gets an edge to each node.
  Brokers(Path home, List<WorkerEdges> workers, Ports ports, Watchdog watchdog) {
    fleetPorts = IntStream.range(0, COUNT).mapToObj(_ -> ports.next()).toList();
    List<Integer> controllers = IntStream.range(0, COUNT).mapToObj(_ -> ports.next()).toList();
    String voters =
        IntStream.range(0, COUNT)
            .mapToObj(id -> (id + 1) + "@127.0.0.1:" + controllers.get(id))
            .collect(Collectors.joining(","));
    for (int id = 0; id < COUNT; id++) {
      List<BrokerNode.WorkerListener> ofWorkers = new ArrayList<>();
      for (WorkerEdges worker : workers) {
        int own = ports.next();
        ofWorkers.add(new BrokerNode.WorkerListener(own, worker.lead(Target.KAFKA, own)));
      }
      workerListeners.add(ofWorkers);
      var listeners = new BrokerNode.Listeners(fleetPorts.get(id), controllers.get(id), ofWorkers);
      nodes.add(new BrokerNode(id + 1, listeners, voters, home, watchdog));
    }
    view = new ClusterView(bootstrapServers());
  }

  void start() {
    nodes.forEach(node -> node.process().start());
  }

  /// Returns when every node serves and the topics are there.
  void awaitReady(int partitions) {
    Patience.require("three Kafka nodes", UP_WITHIN, () -> view.nodes() == COUNT);
    new FleetTopics(partitions, 8, partitions).ensure(bootstrapServers(), COUNT);
    Patience.require("every replica in sync", UP_WITHIN, this::isWhole);
  }

  /// Whether every node serves and every replica of the fleet's topics is in sync.
  public boolean isWhole() {
    return view.isWhole(COUNT);
  }

  public List<BrokerNode> nodes() {
    return nodes;
  }

  public ClusterView view() {
    return view;
  }

  List<ServerProcess> processes() {
    return nodes.stream().map(BrokerNode::process).toList();
  }

  public String bootstrapServers() {
    return fleetPorts.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
  }

  /// The same at a worker's end of its edges.
  String bootstrapServersOf(int worker) {
    return workerListeners.stream()
        .map(ofWorkers -> "127.0.0.1:" + ofWorkers.get(worker).advertised())
        .collect(Collectors.joining(","));
  }
}
