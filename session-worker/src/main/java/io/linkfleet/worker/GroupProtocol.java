package io.linkfleet.worker;

/// How Kafka's consumer group agrees on who has which partition.
enum GroupProtocol {
  /// The client assigns, cooperatively; timeouts are ours.
  CLASSIC,
  /// The broker assigns (KIP-848); timeouts are the broker's.
  CONSUMER
}
