package io.linkfleet.gateway.dispatch;

import io.linkfleet.contract.CommandEnvelope;
import io.linkfleet.contract.EnvelopeCodec;
import io.linkfleet.contract.Partitions;
import io.linkfleet.contract.ReplyEnvelope;
import io.linkfleet.contract.Topics;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/// Puts envelopes on their topics. The producer is made when the broker is first asked for: one
/// whose broker has no address yet can't be made at all.
final class CommandPublisher implements AutoCloseable {
  private final Supplier<Producer<byte[], byte[]>> connect;
  private final EnvelopeCodec codec;
  private final Partitions partitions;
  private volatile Producer<byte[], byte[]> producer;

  CommandPublisher(
      Supplier<Producer<byte[], byte[]>> connect, EnvelopeCodec codec, Partitions partitions) {
    this.connect = connect;
    this.codec = codec;
    this.partitions = partitions;
  }

  /// Makes the producer and has it learn where the partitions of the commands are. Throws
  /// [org.apache.kafka.common.KafkaException] when there is no broker; may be tried again.
  synchronized void open() {
    if (producer == null) {
      producer = connect.get();
    }
    producer.partitionsFor(Topics.COMMANDS);
  }

  boolean isOpen() {
    return producer != null;
  }

  /// To the partition of its instance: whoever owns that partition is who must get it.
  void publish(CommandEnvelope envelope, Callback sent) {
    int partition = partitions.of(envelope.instance());
    byte[] key = envelope.instance().value().getBytes(StandardCharsets.US_ASCII);
    send(Topics.COMMANDS, partition, key, codec.encode(envelope), sent);
  }

  /// A reply of ours to ourselves, to see that replies get here.
  void publish(ReplyEnvelope envelope, int partition, Callback sent) {
    byte[] key = envelope.instance().value().getBytes(StandardCharsets.US_ASCII);
    send(Topics.REPLIES, partition, key, codec.encode(envelope), sent);
  }

  private void send(String topic, int partition, byte[] key, byte[] value, Callback sent) {
    var _ = producer.send(new ProducerRecord<>(topic, partition, key, value), sent);
  }

  @Override
  public synchronized void close() {
    if (producer != null) {
      producer.close();
    }
  }
}
