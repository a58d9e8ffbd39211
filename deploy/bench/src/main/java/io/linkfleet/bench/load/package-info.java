/// The load generator: closed-loop callers on kept-alive HTTP/1.1 connections, all on one thread
/// and one selector, so that on a small machine most of the processor is left to what is measured.
///
/// A [io.linkfleet.bench.load.Caller] says what it asks next once it has its last answer; it has
/// one call under way at most. A play is bounded in time and in the number of callers.
package io.linkfleet.bench.load;
