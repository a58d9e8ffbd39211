/// How long the packaged programs take from their start until they say they are ready, and how fast
/// they serve the first who call then; with the cache that a JDK makes ahead of time, and without.
package io.linkfleet.bench.start;
