package io.linkfleet.gateway.dispatch;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;

/// Kafka clients from `spring.kafka`, with what the gateway's promises rest on set over it.
public final class KafkaClients {
  private final KafkaProperties kafka;
  private final DispatchSettings settings;
  private final MeterRegistry meters;

  KafkaClients(KafkaProperties kafka, DispatchSettings settings, MeterRegistry meters) {
    this.kafka = kafka;
    this.settings = settings;
    this.meters = meters;
  }

  Producer<byte[], byte[]> producer() {
    Map<String, Object> properties = kafka.buildProducerProperties();
    int third = settings.thirdOfReplyTimeoutMillis();
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, third);
    properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, third);
    properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 2 * third);
    properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    properties.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId("commands"));
    Producer<byte[], byte[]> producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    new KafkaClientMetrics(producer).bindTo(meters);
    return producer;
  }

  /// In no group: its partition is its own choice.
  Consumer<byte[], byte[]> consumer() {
    return consumer("replies", "latest");
  }

  /// The same for the topic of events; one that has fallen behind what the topic keeps is told so.
  public Consumer<byte[], byte[]> eventConsumer() {
    return consumer("events", "none");
  }

  private Consumer<byte[], byte[]> consumer(String purpose, String reset) {
    Map<String, Object> properties = kafka.buildConsumerProperties();
    properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, reset);
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    properties.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
    properties.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId(purpose));
    return new KafkaConsumer<>(
        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private String clientId(String purpose) {
    return "linkfleet-gateway-" + purpose + "-" + settings.gatewayId();
  }
}
