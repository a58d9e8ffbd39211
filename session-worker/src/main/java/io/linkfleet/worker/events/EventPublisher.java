package io.linkfleet.worker.events;

import io.linkfleet.contract.EventCodec;
import io.linkfleet.contract.InstanceEvent;
import io.linkfleet.contract.InstanceId;
import io.linkfleet.contract.Topics;
import io.linkfleet.registry.Fence;
import io.linkfleet.registry.Outbox;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/// Moves queued events to the topic. Blocks; one call at a time per instance keeps their order.
public final class EventPublisher {
  private final Outbox outbox;
  private final Producer<byte[], byte[]> producer;

  public EventPublisher(Outbox outbox, Producer<byte[], byte[]> producer) {
    this.outbox = outbox;
    this.producer = producer;
  }

  /// The instances of the partition whose events an earlier owner left queued.
  Set<InstanceId> leftBehind(int partition) {
    return outbox.instancesOf(partition);
  }

  /// Returns when the queue of the instance is empty. Throws [EventsNotPublished], or
  /// [io.linkfleet.registry.StaleOwner]: what a new owner overtook us in is published twice then.
  void publishAll(Fence fence, InstanceId instance) {
    int left;
    do {
      List<InstanceEvent> events = outbox.toPublish(fence, instance);
      send(events);
      left = events.isEmpty() ? 0 : outbox.published(fence, instance, events.size());
    } while (left > 0);
  }

  private void send(List<InstanceEvent> events) {
    List<Future<RecordMetadata>> sent =
        events.stream().map(event -> producer.send(record(event))).toList();
    try {
      for (Future<RecordMetadata> one : sent) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw new EventsNotPublished(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EventsNotPublished(e);
    }
  }

  private static ProducerRecord<byte[], byte[]> record(InstanceEvent event) {
    byte[] key = event.instance().value().getBytes(StandardCharsets.US_ASCII);
    return new ProducerRecord<>(Topics.EVENTS, key, EventCodec.encode(event));
  }
}
