package io.linkfleet.gateway.dispatch;

/// The command topic has another partition count than this program was given.
public final class TopicMismatch extends RuntimeException {
  TopicMismatch(String topic, int found, int configured) {
    super(
        "topic %s has %d partitions, this program is configured for %d: set linkfleet.partitions=%d"
            .formatted(topic, found, configured, found));
  }
}
