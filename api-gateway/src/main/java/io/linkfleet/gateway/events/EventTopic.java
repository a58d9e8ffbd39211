package io.linkfleet.gateway.events;

import io.linkfleet.contract.EventCodec;
import io.linkfleet.contract.MalformedEnvelope;
import io.linkfleet.contract.Topics;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads the whole topic of events, from its end on, and keeps nothing of it. Where it had to take
/// up anew, it says that events may have been missed. Nobody waits for it to begin.
final class EventTopic implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EventTopic.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final Supplier<Consumer<byte[], byte[]>> connect;
  private final Watches watches;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread = Thread.ofPlatform().name("events").daemon().unstarted(this::run);
  private volatile Consumer<byte[], byte[]> consumer;
  private boolean failing;

  EventTopic(Supplier<Consumer<byte[], byte[]>> connect, Watches watches) {
    this.connect = connect;
    this.watches = watches;
  }

  void start() {
    thread.start();
  }

  private void run() {
    while (!isClosing()) {
      try (Consumer<byte[], byte[]> opened = connect.get()) {
        consumer = opened;
        takeUp(opened);
        watches.doubt();
        failing = false;
        while (!isClosing()) {
          opened.poll(POLL).forEach(this::handOver);
        }
      } catch (WakeupException e) {
        log.debug("woken up to close");
      } catch (KafkaException e) {
        tellOnce(e);
        pause();
      }
    }
  }

  private static void takeUp(Consumer<byte[], byte[]> opened) {
    List<PartitionInfo> found = opened.partitionsFor(Topics.EVENTS, PATIENCE);
    if (found == null || found.isEmpty()) {
      throw new KafkaException("there is no topic " + Topics.EVENTS);
    }
    List<TopicPartition> all =
        found.stream().map(one -> new TopicPartition(one.topic(), one.partition())).toList();
    opened.assign(all);
    opened.endOffsets(all, PATIENCE).forEach(opened::seek);
  }

  private void handOver(ConsumerRecord<byte[], byte[]> record) {
    if (watches.isEmpty()) {
      return;
    }
    try {
      watches.changed(EventCodec.decode(record.value()));
    } catch (MalformedEnvelope | NullPointerException e) {
      log.warn(
          "partition={} offset={} of {} is no event",
          record.partition(),
          record.offset(),
          record.topic());
    }
  }

  private boolean isClosing() {
    return closing.getCount() == 0;
  }

  private void tellOnce(KafkaException failure) {
    if (!failing) {
      log.warn("open pages are not told of events: {}", failure.getMessage());
    }
    failing = true;
  }

  private void pause() {
    try {
      var _ = closing.await(POLL.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closing.countDown();
    Consumer<byte[], byte[]> current = consumer;
    if (current != null) {
      current.wakeup();
    }
    try {
      thread.join(PATIENCE.multipliedBy(2));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
