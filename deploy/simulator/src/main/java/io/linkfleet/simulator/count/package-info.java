/// What happened, counted since the simulator's state began: the answer to "did the client really
/// do that, and how often". Used by `GET /stats` and by tests.
package io.linkfleet.simulator.count;
