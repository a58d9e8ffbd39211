package io.linkfleet.local.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linkfleet.contract.Topics;
import io.linkfleet.local.FreePorts;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalBrokerTest {
  private static final FleetTopics SMALL = new FleetTopics(4, 2, 4);

  @TempDir Path directory;

  @Test
  void aRecordOutlivesARestartOnTheSameDirectory() throws Exception {
    try (var broker = startOnFreePorts()) {
      SMALL.ensure(broker.bootstrapServers());
      send(broker, "kept");
    }
    try (var broker = startOnFreePorts()) {
      SMALL.ensure(broker.bootstrapServers());
      assertThat(firstCommand(broker)).isEqualTo("kept");
    }
  }

  @Test
  void anotherPartitionCountThanConfiguredIsNamedWithBothCounts() {
    try (var broker = startOnFreePorts()) {
      SMALL.ensure(broker.bootstrapServers());
      assertThatThrownBy(() -> new FleetTopics(8, 2, 4).ensure(broker.bootstrapServers()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("linkfleet.commands has 4 partitions, but 8 are configured");
    }
  }

  private LocalBroker startOnFreePorts() {
    List<Integer> ports = FreePorts.take(2);
    return LocalBroker.start(directory, ports.get(0), ports.get(1));
  }

  private static void send(LocalBroker broker, String text) throws Exception {
    Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrapServers());
    try (var producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      byte[] value = text.getBytes(StandardCharsets.UTF_8);
      producer.send(new ProducerRecord<byte[], byte[]>(Topics.COMMANDS, 0, null, value)).get();
    }
  }

  private static String firstCommand(LocalBroker broker) {
    Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrapServers());
    try (var consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      var partition = new TopicPartition(Topics.COMMANDS, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      var records = consumer.poll(Duration.ofSeconds(10));
      return new String(records.iterator().next().value(), StandardCharsets.UTF_8);
    }
  }
}
