package io.linkfleet.local;

import io.linkfleet.local.ports.LoopbackPort;
import java.util.EnumMap;
import java.util.Map;

/// Every port the local fleet listens on, all on 127.0.0.1, each with its option and its default.
public enum FleetPort {
  GATEWAY("gateway-port", 8080, "the gateway"),
  GATEWAY_MANAGEMENT("gateway-management-port", 9080, "the gateway's management"),
  WORKER_MANAGEMENT("worker-management-port", 9081, "the worker's management"),
  SIMULATOR("simulator-port", 8090, "the simulator"),
  KAFKA("kafka-port", 19092, "Kafka"),
  KAFKA_CONTROLLER("kafka-controller-port", 19093, "the Kafka controller"),
  REDIS("redis-port", 16379, "Redis");

  private final String option;
  private final int standard;
  private final String part;

  FleetPort(String option, int standard, String part) {
    this.option = "linkfleet.local." + option;
    this.standard = standard;
    this.part = part;
  }

  /// The command-line option that sets it, without the dashes.
  public String option() {
    return option;
  }

  /// What listens there, as a message names it.
  public String part() {
    return part;
  }

  static Map<FleetPort, LoopbackPort> standards() {
    Map<FleetPort, LoopbackPort> ports = new EnumMap<>(FleetPort.class);
    for (FleetPort port : values()) {
      ports.put(port, new LoopbackPort(port.standard));
    }
    return ports;
  }
}
