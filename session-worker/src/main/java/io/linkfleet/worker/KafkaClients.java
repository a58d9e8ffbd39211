package io.linkfleet.worker;

import io.linkfleet.settings.KafkaSettings;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Kafka clients of these settings. Throws [io.linkfleet.settings.InvalidSetting] where no client
/// can be made of them.
final class KafkaClients {
  private KafkaClients() {}

  static KafkaProducer<byte[], byte[]> producer(Map<String, Object> settings) {
    try {
      return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    } catch (KafkaException refusal) {
      throw told(refusal);
    }
  }

  static KafkaConsumer<byte[], byte[]> consumer(Map<String, Object> settings) {
    try {
      return new KafkaConsumer<>(
          settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    } catch (KafkaException refusal) {
      throw told(refusal);
    }
  }

  private static RuntimeException told(KafkaException refusal) {
    return KafkaSettings.areRefusedBy(refusal) ? KafkaSettings.invalid(refusal) : refusal;
  }
}
