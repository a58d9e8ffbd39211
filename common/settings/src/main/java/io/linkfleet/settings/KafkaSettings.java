package io.linkfleet.settings;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;

/// Tells what a Kafka client that can't be made says of its settings from a broker that is away.
public final class KafkaSettings {
  private KafkaSettings() {}

  /// Whether no client can be made of these settings, however long one waits. A bootstrap server
  /// without an address is not of this kind: it may still get one.
  public static boolean areRefusedBy(KafkaException refusal) {
    Throwable root = root(refusal);
    return root instanceof ConfigException && !String.valueOf(root.getMessage()).contains("urls");
  }

  /// Kafka hides passwords in what it says.
  public static InvalidSetting invalid(KafkaException refusal) {
    return new InvalidSetting("spring.kafka", String.valueOf(root(refusal).getMessage()));
  }

  private static Throwable root(Throwable failure) {
    Throwable root = failure;
    while (!(root instanceof ConfigException) && root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }
}
