/// Tells tenants what happens to their instances, by HTTP, at the URL they have given.
///
/// A consumer group of its own reads `linkfleet.events` and queues each event that a webhook wants
/// in Redis; only then is it committed. Who reads the partition also delivers what is queued for
/// its instances: one after the other within an instance, again and again until the receiver takes
/// it or its time is over, and then to the dead letters. Instances do not wait for each other, and
/// sessions for none of this: it has threads, a consumer and sockets of its own. The addresses a
/// URL leads to are checked, and what was checked is what is connected to. What came of the last
/// deliveries is kept for whoever asks; tests go the same way, once each and beside the queue.
package io.linkfleet.worker.webhook;
