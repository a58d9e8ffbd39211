/// The whole fleet on one machine, from one command: broker, Redis, simulator, gateway and worker,
/// started in this order in one JVM (Redis is a child process) and stopped in the opposite one.
///
/// [io.linkfleet.local.LocalFleet] is the program; what it keeps between two starts is in one
/// directory, `.linkfleet/`. Every part is the real one: nothing here stands in for Kafka, Redis,
/// the gateway or the worker, and the simulator speaks WhatsApp's own protocol.
package io.linkfleet.local;
