/// A fleet for measuring: one Kafka node (KRaft), one Redis, the simulator, gateways and workers,
/// each a process of its own on 127.0.0.1, with the JVM flags of production. Each is addressed by
/// its process id alone and ends with the bench, however that ends.
package io.linkfleet.bench.fleet;
