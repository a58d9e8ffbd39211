/// Misbehaviour on request: what the simulated WhatsApp does wrong until told otherwise.
///
/// [io.linkfleet.simulator.fault.Faults] is the whole document that `PUT /faults` puts in force;
/// [io.linkfleet.simulator.fault.FaultDocument] reads it and says what is wrong with one that
/// can't be read. Nothing here acts: the places that misbehave ask.
package io.linkfleet.simulator.fault;
