package io.linkfleet.bench.floor;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/// Sends back whatever comes, to the partition it names. Its one argument is the broker; prints
/// `ready` when it listens, and runs until it is ended.
public final class EchoWorker {
  private static final Duration POLL = Duration.ofMillis(200);

  private EchoWorker() {}

  public static void main(String[] arguments) {
    try (Producer<byte[], byte[]> producer = PingPong.producer(arguments[0]);
        KafkaConsumer<byte[], byte[]> consumer = PingPong.consumer(arguments[0])) {
      List<TopicPartition> all =
          consumer.partitionsFor(PingPong.PING).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(all);
      consumer.seekToEnd(all);
      all.forEach(consumer::position);
      System.out.println("ready");
      while (!Thread.currentThread().isInterrupted()) {
        consumer.poll(POLL).forEach(record -> send(producer, record));
      }
    }
  }

  private static void send(
      Producer<byte[], byte[]> producer, ConsumerRecord<byte[], byte[]> record) {
    int partition = ByteBuffer.wrap(record.value()).getInt(Long.BYTES);
    var _ = producer.send(new ProducerRecord<>(PingPong.PONG, partition, null, record.value()));
  }
}
