package io.linkfleet.worker.webhook;

import io.linkfleet.contract.EventCodec;
import io.linkfleet.contract.InstanceEvent;
import io.linkfleet.contract.Topics;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/// Where events go that no receiver took in time.
public final class DeadLetters {
  private final Producer<byte[], byte[]> producer;

  public DeadLetters(Producer<byte[], byte[]> producer) {
    this.producer = producer;
  }

  /// The broker did not take it.
  static final class NotTaken extends RuntimeException {
    NotTaken(Throwable cause) {
      super("dead letter not taken: " + cause, cause);
    }
  }

  /// Returns when the broker has it; else throws [NotTaken].
  void add(InstanceEvent event, String reason) throws InterruptedException {
    byte[] key = event.instance().value().getBytes(StandardCharsets.US_ASCII);
    var letter = new ProducerRecord<>(Topics.DEAD_WEBHOOKS, key, EventCodec.encode(event));
    letter.headers().add("reason", reason.getBytes(StandardCharsets.UTF_8));
    try {
      var _ = producer.send(letter).get();
    } catch (ExecutionException e) {
      throw new NotTaken(e.getCause());
    }
  }
}
