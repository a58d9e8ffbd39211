/// The words gateway and worker speak: ids, commands, replies, the envelopes they travel in, and
/// the topics that carry them. Everything here has left the building once, so it only ever grows:
/// the JSON forms under `src/test/resources/wire` stay readable for ever.
///
/// No Kafka, no Redis, no HTTP: a command knows what is wished, not how it travels or what status
/// code its answer becomes.
package io.linkfleet.contract;
