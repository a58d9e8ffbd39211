/// What is made of raw samples: percentiles of latencies, medians of rounds, and rounds in which
/// the sides of a comparison take turns, so that both see the same machine.
package io.linkfleet.bench.sample;
