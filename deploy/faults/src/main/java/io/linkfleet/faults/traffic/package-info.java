/// Callers of the fleet: tenants with instances that are created, linked, reconnected, listed,
/// logged out and deleted all the time, and phones whose owners scan codes and remove devices.
///
/// Callers stand behind what a load balancer would be: a gateway where nobody listens, or that
/// ends a connection without an answer, is left for the other one.
package io.linkfleet.faults.traffic;
