package io.linkfleet.faults.fleet;

import io.linkfleet.faults.process.Ports;
import io.linkfleet.faults.proxy.Cut;
import io.linkfleet.faults.proxy.Edge;
import io.linkfleet.faults.proxy.PortTranslation;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The edges of one worker, and the ports at its end of them.
final class WorkerEdges implements AutoCloseable {
  private final Ports ports;
  private final Map<Target, List<Edge>> edges = new EnumMap<>(Target.class);

  WorkerEdges(Ports ports) {
    this.ports = ports;
  }

  /// Answers with the port at the worker's end.
  int lead(Target target, int server) {
    int port = ports.next();
    open(target, port, server, PortTranslation.NONE);
    return port;
  }

  /// The edges to the servers themselves, and those to the sentinels, which are made to name the
  /// worker's end of the former. Answers with the worker's ports of the sentinels.
  List<Integer> leadToRedis(List<Integer> servers, List<Integer> sentinels) {
    Map<Integer, Integer> named = new HashMap<>();
    servers.forEach(server -> named.put(server, lead(Target.REDIS, server)));
    List<Integer> own = new ArrayList<>();
    for (int sentinel : sentinels) {
      int port = ports.next();
      open(Target.REDIS, port, sentinel, new PortTranslation(named));
      own.add(port);
    }
    return own;
  }

  private void open(Target target, int port, int server, PortTranslation translation) {
    edges
        .computeIfAbsent(target, _ -> new ArrayList<>())
        .add(Edge.between(port, server, translation));
  }

  void cut(Target target, Cut cut) {
    edges.get(target).forEach(edge -> edge.cut(cut));
  }

  @Override
  public void close() {
    edges.values().forEach(all -> all.forEach(Edge::close));
  }
}
