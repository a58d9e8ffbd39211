package io.linkfleet.gateway.dispatch;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;

/// Kafka's client can't be made of these settings, however long one waits.
public final class Misconfigured extends RuntimeException {
  Misconfigured(KafkaException refusal) {
    super("spring.kafka: " + root(refusal).getMessage(), refusal);
  }

  /// A bootstrap server without an address is not of this kind: it may still get one.
  static boolean is(KafkaException refusal) {
    Throwable root = root(refusal);
    return root instanceof ConfigException && !root.getMessage().contains("bootstrap");
  }

  private static Throwable root(Throwable failure) {
    Throwable root = failure;
    while (!(root instanceof ConfigException) && root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }
}
