/// The life of one instance in the worker that owns it.
///
/// [SessionMachine] decides, purely: a state and an event make the next state, at most one write
/// that must be durable first, and the effects that follow. [Session] acts: it performs the write,
/// takes the step, then carries the effects out. Commands, WhatsApp's events and timers enter
/// through one mailbox and are handled one at a time, so nothing here locks.
package io.linkfleet.worker.session;
