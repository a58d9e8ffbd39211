package io.linkfleet.worker.ownership;

import io.linkfleet.contract.EnvelopeCodec;
import io.linkfleet.contract.ReplyEnvelope;
import io.linkfleet.contract.Topics;
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
  /// than its deadline, and what it asked for is done and stored.
  void publish(int partition, ReplyEnvelope reply, Runnable finished) {
    try {
      var _ =
          producer.send(
              new ProducerRecord<>(Topics.REPLIES, partition, null, codec.encode(reply)),
              (_, failure) -> {
                if (failure == null) {
                  broker.over();
                } else {
                  lost(reply, failure);
                }
                finished.run();
              });
    } catch (KafkaException | IllegalArgumentException | IllegalStateException failure) {
      lost(reply, failure);
      finished.run();
    }
  }

  private void lost(ReplyEnvelope reply, Exception failure) {
    broker.failed(failure);
    log.info("instance={} command={} reply lost", reply.instance(), reply.id());
  }
}
