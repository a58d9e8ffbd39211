/// JMH benchmarks of what every connection goes through: cryptography, handshake, frames, nodes,
/// envelopes; each with its time and what it allocates.
///
/// That of the session machine stands in the machine's own package, which it can't be seen from
/// outside of.
package io.linkfleet.bench.micro;
