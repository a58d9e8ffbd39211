/// A worker alone with a broker, a Redis and the simulator, spoken to in raw envelopes: what the
/// gateway relies on, without a gateway.
package io.linkfleet.local.consumption;
