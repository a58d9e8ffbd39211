/// What survives a restart of the simulator: its root of trust, its phones with their linked
/// devices, and the counts.
///
/// With a directory, one small JSON file each, replaced atomically; without one, nothing is kept.
package io.linkfleet.simulator.state;
