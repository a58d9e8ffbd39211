/// What is done to the fleet, and what comes of it: a scenario inflicts one fault, or several in
/// a row that a seed decides, under traffic; then everything is made whole, traffic ends, and the
/// invariants are checked.
package io.linkfleet.faults.scenario;
