/// Which instances are ours, and the commands that come for them.
///
/// Kafka assigns partitions; an assignment is a hint, not a lock. What makes it safe is the epoch
/// taken in Redis when a partition arrives: every durable write proves it. The poll loop only hands
/// commands over, so no instance waits for another's; the offset committed is the lowest not yet
/// answered, so a crash forgets nothing and may repeat much.
package io.linkfleet.worker.ownership;
