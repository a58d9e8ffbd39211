/// The HTTP side of the simulator: what a person does with phones, as requests; statistics; and the
/// faults in force. Also the doorkeeper that tells these requests from WebSockets, since both come
/// in on one port.
package io.linkfleet.simulator.control;
