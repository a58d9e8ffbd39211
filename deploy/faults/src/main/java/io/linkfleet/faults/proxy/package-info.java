/// A TCP proxy per edge of the fleet, so that one edge of one process can be cut while everything
/// else goes on.
///
/// An edge that refuses resets what is open and what comes; one that swallows keeps everything
/// open and lets nothing through, as a network that lost a route, and delivers what it held when
/// it heals.
package io.linkfleet.faults.proxy;
