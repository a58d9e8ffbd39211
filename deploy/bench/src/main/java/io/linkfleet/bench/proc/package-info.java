/// Figures of processes, read from outside: CPU time, resident memory and threads from `/proc`,
/// live objects from the JVM itself after a full collection.
package io.linkfleet.bench.proc;
