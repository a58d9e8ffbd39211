/// Whether this process stood still.
///
/// A worker that is stopped and goes on a minute later, or whose machine slept, believes what was
/// true before: that a partition is its own, that a proof it has just had is fresh. Clocks tell it
/// otherwise before it acts.
package io.linkfleet.worker.pause;
