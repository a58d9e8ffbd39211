/// Where a process of the fleet spends its processor time while it is measured: how much of it goes
/// to the JVM's own threads, by what Linux says of each, and which part of the program the rest
/// goes to, by samples of a flight recording. What a missed target is explained with.
package io.linkfleet.bench.profile;
