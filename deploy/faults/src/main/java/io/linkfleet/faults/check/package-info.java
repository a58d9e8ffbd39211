/// What must hold in the end, whatever was done to the fleet; each invariant looks at the
/// evidence and names what contradicts it. An invariant knows no process and no socket: its test
/// shows it a fleet that broke it.
package io.linkfleet.faults.check;
