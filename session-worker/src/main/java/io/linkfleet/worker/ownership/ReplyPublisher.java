package io.linkfleet.worker.ownership;

import io.linkfleet.contract.EnvelopeCodec;
import io.linkfleet.contract.ReplyEnvelope;
import io.linkfleet.contract.Topics;
import io.linkfleet.tracing.LogMarks;
import io.linkfleet.tracing.Span;
import io.linkfleet.tracing.TraceHeader;
import io.linkfleet.worker.outage.Outage;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends replies to the partition their gateway listens on.
public final class ReplyPublisher {
  private static final Logger log = LoggerFactory.getLogger(ReplyPublisher.class);

  private final Producer<byte[], byte[]> producer;
  private final EnvelopeCodec codec;
  private final Outage broker;

  public ReplyPublisher(Producer<byte[], byte[]> producer, EnvelopeCodec codec, Outage broker) {
    this.producer = producer;
    this.codec = codec;
    this.broker = broker;
  }

  /// `finished` runs when the broker has the reply or it is given up: its caller waits no longer
  /// than its deadline, and what it asked for is done and stored. The span ends then, too; under it
  /// the gateway goes on.
  void publish(int partition, ReplyEnvelope reply, Span sending, Runnable finished) {
    try {
      var record =
          new ProducerRecord<byte[], byte[]>(Topics.REPLIES, partition, null, codec.encode(reply));
      sending.context().ifPresent(parent -> TraceHeader.put(parent, record.headers()));
      var _ =
          producer.send(
              record,
              (_, failure) -> {
                if (failure == null) {
                  broker.over();
                } else {
                  lost(reply, sending, failure);
                }
                sending.end();
                finished.run();
              });
    } catch (KafkaException | IllegalArgumentException | IllegalStateException failure) {
      lost(reply, sending, failure);
      sending.end();
      finished.run();
    }
  }

  private void lost(ReplyEnvelope reply, Span sending, Exception failure) {
    broker.failed(failure);
    sending.failed(failure.getClass().getSimpleName());
    try (LogMarks _ =
        LogMarks.of(LogMarks.INSTANCE, reply.instance().value())
            .and(LogMarks.COMMAND, reply.id().value())
            .and(sending.context())) {
      log.info("instance={} command={} reply lost", reply.instance(), reply.id());
    }
  }
}
