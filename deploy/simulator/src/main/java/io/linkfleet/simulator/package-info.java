/// A WhatsApp server and phones that speak the real protocol on loopback, for tests, the local
/// fleet and load.
///
/// [io.linkfleet.simulator.Simulator] is the whole of it, embedded;
/// [io.linkfleet.simulator.SimulatorProgram] the same as a program of its own. It verifies what the
/// real server verifies and signs what real phones sign; the one thing that makes its clients
/// special is that they trust its root key instead of WhatsApp's. Packages below: `chat` the
/// server, `phone` the phones, `control` the HTTP API, `fault` misbehaviour on request, `count`
/// statistics, `state` what survives a restart.
package io.linkfleet.simulator;
