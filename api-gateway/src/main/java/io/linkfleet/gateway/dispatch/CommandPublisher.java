package io.linkfleet.gateway.dispatch;

import io.linkfleet.contract.CommandEnvelope;
import io.linkfleet.contract.EnvelopeCodec;
import io.linkfleet.contract.Partitions;
import io.linkfleet.contract.ReplyEnvelope;
import io.linkfleet.contract.Topics;
import io.linkfleet.tracing.Span;
import io.linkfleet.tracing.TraceHeader;
import io.linkfleet.tracing.TraceParent;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/// Puts envelopes on their topics. The producer is made when the broker is first asked for: one
/// whose broker has no address yet can't be made at all.
final class CommandPublisher implements AutoCloseable {
  private final Supplier<Producer<byte[], byte[]>> connect;
  private final EnvelopeCodec codec;
  private final Partitions partitions;
  private final DispatchSpans spans;
  private volatile Producer<byte[], byte[]> producer;

  CommandPublisher(
      Supplier<Producer<byte[], byte[]>> connect,
      EnvelopeCodec codec,
      Partitions partitions,
      DispatchSpans spans) {
    this.connect = connect;
    this.codec = codec;
    this.partitions = partitions;
    this.spans = spans;
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

  /// To the partition of its instance: whoever owns that partition is who must get it. The trace
  /// goes with it.
  void publish(CommandEnvelope envelope, Optional<TraceParent> trace, Callback sent) {
    int partition = partitions.of(envelope.instance());
    byte[] key = envelope.instance().value().getBytes(StandardCharsets.US_ASCII);
    Span sending = spans.sending(partition, trace);
    var record = new ProducerRecord<>(Topics.COMMANDS, partition, key, codec.encode(envelope));
    sending.context().ifPresent(parent -> TraceHeader.put(parent, record.headers()));
    try {
      var _ = producer.send(record, ending(sending, sent));
    } catch (KafkaException refused) {
      ended(sending, refused);
      throw refused;
    }
  }

  private static Callback ending(Span sending, Callback sent) {
    return (metadata, failure) -> {
      ended(sending, failure);
      sent.onCompletion(metadata, failure);
    };
  }

  private static void ended(Span sending, Exception failure) {
    if (failure != null) {
      sending.failed(failure.getClass().getSimpleName());
    }
    sending.end();
  }

  /// A reply of ours to ourselves, to see that replies get here.
  void publish(ReplyEnvelope envelope, int partition, Callback sent) {
    byte[] key = envelope.instance().value().getBytes(StandardCharsets.US_ASCII);
    var record = new ProducerRecord<>(Topics.REPLIES, partition, key, codec.encode(envelope));
    var _ = producer.send(record, sent);
  }

  @Override
  public synchronized void close() {
    if (producer != null) {
      producer.close();
    }
  }
}
