/// What happened: every call with its answer and how long it took, every device with what was
/// done to it, every fault with when it began and ended. It goes to a file as it happens, a JSON
/// object a line, and is what the invariants are checked against in the end.
package io.linkfleet.faults.chronicle;
