/// A gateway in its surroundings, for tests: a real broker, a real Redis, a worker that answers
/// what the test tells it to, and a client that may say anything on the wire.
package io.linkfleet.gateway.fleet;
