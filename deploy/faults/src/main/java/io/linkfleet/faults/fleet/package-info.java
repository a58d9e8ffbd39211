/// The fleet under test, every part a process of its own on 127.0.0.1: three Kafka nodes, Redis
/// with two replicas and three sentinels, the simulator, two gateways, three workers; and the
/// edges between each worker and what it talks to.
package io.linkfleet.faults.fleet;
