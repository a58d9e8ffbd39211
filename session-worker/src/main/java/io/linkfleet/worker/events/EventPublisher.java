package io.linkfleet.worker.events;

import io.linkfleet.contract.EventCodec;
import io.linkfleet.contract.InstanceEvent;
import io.linkfleet.contract.InstanceId;
import io.linkfleet.contract.Topics;
import io.linkfleet.registry.Fence;
import io.linkfleet.registry.Outbox;
import io.linkfleet.registry.Ownerships;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/// Moves queued events to the topic. Blocks; one call at a time per instance keeps their order.
public final class EventPublisher {
  private final Outbox outbox;
  private final Ownerships ownerships;
  private final Producer<byte[], byte[]> producer;

  public EventPublisher(Outbox outbox, Ownerships ownerships, Producer<byte[], byte[]> producer) {
    this.outbox = outbox;
    this.ownerships = ownerships;
    this.producer = producer;
  }

  /// The instances of the partition whose events an earlier owner left queued.
  Set<InstanceId> leftBehind(int partition) {
    return outbox.instancesOf(partition);
  }

  /// Publishes what was queued when it was called; at least as much as that is published when it
  /// returns. A few round trips for all instances together. Throws [EventsNotPublished], or
  /// [io.linkfleet.registry.StaleOwner]: what a new owner overtook us in is published twice then.
  void publishAll(Fence fence, Collection<InstanceId> instances) {
    Map<InstanceId, List<InstanceEvent>> queued = outbox.oldest(instances);
    while (!queued.isEmpty()) {
      ownerships.prove(fence);
      send(queued.values().stream().flatMap(List::stream).toList());
      outbox.published(fence, sizes(queued));
      queued = outbox.oldest(withMore(queued));
    }
  }

  private static Map<InstanceId, Integer> sizes(Map<InstanceId, List<InstanceEvent>> queued) {
    Map<InstanceId, Integer> sizes = new LinkedHashMap<>();
    queued.forEach((instance, events) -> sizes.put(instance, events.size()));
    return sizes;
  }

  /// Those of whose queue only a part was read.
  private static Set<InstanceId> withMore(Map<InstanceId, List<InstanceEvent>> queued) {
    return queued.entrySet().stream()
        .filter(one -> one.getValue().size() == Outbox.AT_ONCE)
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
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
