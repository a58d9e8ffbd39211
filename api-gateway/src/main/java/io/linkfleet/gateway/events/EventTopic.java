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
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads the whole topic of events, from its end on, and keeps nothing of it; only while a page is
/// open, and for a minute after. Where it had to take up anew, it says that events may have been
/// missed. Nobody waits for it to begin.
final class EventTopic implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EventTopic.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  /// So that a page that is loaded anew does not make the consumer begin anew.
  private static final Duration UNWATCHED = Duration.ofMinutes(1);

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
      try {
        if (watches.awaitPage(POLL)) {
          followWhileWatched();
        }
      } catch (InterruptedException e) {
        return;
      } catch (WakeupException e) {
        log.debug("woken up to close");
      } catch (KafkaException e) {
        tellOnce(e);
        pause(POLL);
      }
    }
  }

  private void followWhileWatched() {
    try (Consumer<byte[], byte[]> opened = connect.get()) {
      consumer = opened;
      takeUp(opened);
      watches.doubt();
      failing = false;
      long watched = System.nanoTime();
      while (!isClosing() && System.nanoTime() - watched < UNWATCHED.toNanos()) {
        ConsumerRecords<byte[], byte[]> records = opened.poll(POLL);
        if (!watches.isEmpty()) {
          watched = System.nanoTime();
          records.forEach(this::handOver);
        }
        if (!records.isEmpty()) {
          pause(Topics.EVENT_ROUND);
        }
      }
      watches.holdBack();
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
      // Nobody is held back for as long as this lasts; once it is over, all are looked at anew.
      watches.doubt();
      log.warn("open pages are not told of events: {}", failure.getMessage());
    }
    failing = true;
  }

  private void pause(Duration some) {
    try {
      var _ = closing.await(some.toMillis(), TimeUnit.MILLISECONDS);
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
