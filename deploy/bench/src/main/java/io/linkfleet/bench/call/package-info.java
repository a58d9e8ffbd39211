/// What a call costs: the latency of one, how many a second, what refusing one takes, and whether
/// that changes as the fleet grows.
package io.linkfleet.bench.call;
