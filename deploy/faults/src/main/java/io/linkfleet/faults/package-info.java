/// The fault suite: real processes on this machine, killed, frozen, cut off and brought back
/// under traffic, and the promises of the fleet checked from outside in the end.
///
/// [io.linkfleet.faults.FaultSuite] is the program. `fleet` is what is tested, made of `process`,
/// `proxy`, `broker` and `redis`; `traffic` calls it; `scenario` is what is done to it;
/// `chronicle` what happened; `check` what must hold.
package io.linkfleet.faults;
