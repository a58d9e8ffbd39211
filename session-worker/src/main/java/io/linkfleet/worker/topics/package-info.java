/// The command `topics` of the worker's program: makes the topics of a fleet that are missing and
/// says of the others whether they are as the fleet needs them.
///
/// What a topic should be is decided in [io.linkfleet.worker.topics.WantedTopic], without a broker.
package io.linkfleet.worker.topics;
