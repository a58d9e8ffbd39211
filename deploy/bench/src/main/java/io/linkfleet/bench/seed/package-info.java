/// Linked devices without pairings: keys are generated, and the registry and the simulated WhatsApp
/// are given them through their own code, sealed and fenced as ever.
///
/// Twenty thousand pairings would take the better part of an hour and show nothing about what is
/// measured afterwards: a device that has been linked for a day looks the same.
package io.linkfleet.bench.seed;
