package io.linkfleet.faults.broker;

import io.linkfleet.contract.EventCodec;
import io.linkfleet.contract.InstanceEvent;
import io.linkfleet.contract.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// Reads the topic of events from its beginning to what is its end at that moment.
public record EventTopic(String bootstrapServers) {
  private static final Duration POLL = Duration.ofMillis(500);

  /// In the order of each partition, hence of each instance.
  public List<PublishedEvent> read() {
    Map<String, Object> settings =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed");
    var bytes = new ByteArrayDeserializer();
    try (var consumer = new KafkaConsumer<>(settings, bytes, bytes)) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(Topics.EVENTS).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      List<PublishedEvent> events = new ArrayList<>();
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(POLL).forEach(record -> events.add(event(record)));
      }
      return events;
    }
  }

  private static PublishedEvent event(ConsumerRecord<byte[], byte[]> record) {
    InstanceEvent event = EventCodec.decode(record.value());
    return new PublishedEvent(
        event.instance().value(),
        event.sequence(),
        new String(record.value(), StandardCharsets.UTF_8));
  }
}
