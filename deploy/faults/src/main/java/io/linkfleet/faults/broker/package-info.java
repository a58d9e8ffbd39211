/// Three Kafka nodes, each a process that is broker and controller at once (KRaft combined mode),
/// with everything replicated three times and written to two at least; and what the topic of
/// events holds in the end.
///
/// Besides the listener for gateways and brokers each node has one per worker, which advertises
/// the worker's own proxy: so the edge between one worker and Kafka can be cut.
package io.linkfleet.faults.broker;
