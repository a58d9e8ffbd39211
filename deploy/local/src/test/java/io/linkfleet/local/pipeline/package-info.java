/// The pipeline as a caller sees it: HTTP in, HTTP out, and between them the real gateway, broker,
/// Redis and worker, and the simulator in WhatsApp's place. One fleet serves every test of this
/// JVM; each test brings an account of its own, so that no budget or name is shared.
package io.linkfleet.local.pipeline;
