/// The floors: what Kafka and an HTTP server do with nothing of ours in between, on the same broker
/// and with the same settings.
///
/// [io.linkfleet.bench.floor.PingPong] is a request and its echo over two topics with Kafka's own
/// clients. [io.linkfleet.bench.floor.EchoWorker] sends back whatever comes.
/// [io.linkfleet.bench.floor.EchoGateway] is the gateway's HTTP server, with the gateway's own
/// settings, in front of a ping-pong.
package io.linkfleet.bench.floor;
