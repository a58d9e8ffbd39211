package io.linkfleet.gateway.dispatch;

import io.linkfleet.contract.EnvelopeCodec;
import io.linkfleet.contract.MalformedEnvelope;
import io.linkfleet.contract.Partitions;
import io.linkfleet.contract.Topics;
import io.linkfleet.gateway.dispatch.PendingReplies.Found;
import io.linkfleet.settings.InvalidSetting;
import io.linkfleet.settings.KafkaSettings;
import io.linkfleet.tracing.TraceHeader;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
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

/// Hands every reply that comes on this gateway's partition to whoever waits for it. Takes up at
/// the end of the partition, once; from then on an outage of the broker loses nothing, it only
/// delays.
final class ReplyConsumer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ReplyConsumer.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

  private final Supplier<Consumer<byte[], byte[]>> connect;
  private final EnvelopeCodec codec;
  private final PendingReplies pending;
  private final DispatchMeters meters;
  private final DispatchSpans spans;
  private final Partitions partitions;
  private final String gatewayId;
  private final BrokerWatch broker = new BrokerWatch();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final CountDownLatch decided = new CountDownLatch(1);
  private final Thread thread = Thread.ofPlatform().name("replies").daemon().unstarted(this::run);

  private volatile OptionalInt partition = OptionalInt.empty();
  private volatile RuntimeException fatal;
  private volatile Consumer<byte[], byte[]> consumer;

  ReplyConsumer(
      Supplier<Consumer<byte[], byte[]>> connect,
      EnvelopeCodec codec,
      PendingReplies pending,
      DispatchMeters meters,
      DispatchSpans spans,
      Partitions partitions,
      String gatewayId) {
    this.connect = connect;
    this.codec = codec;
    this.pending = pending;
    this.meters = meters;
    this.spans = spans;
    this.partitions = partitions;
    this.gatewayId = gatewayId;
  }

  void start() {
    thread.start();
  }

  /// Where replies for this gateway go; empty until its position there is known.
  OptionalInt partition() {
    return partition;
  }

  boolean brokerAnswers() {
    return broker.answers();
  }

  /// Returns whether the position is known by now. Throws [InvalidSetting] if it never will be.
  boolean awaitPosition(Duration patience) throws InterruptedException {
    boolean known = decided.await(patience.toNanos(), TimeUnit.NANOSECONDS);
    RuntimeException end = fatal;
    if (end != null) {
      throw end;
    }
    return known;
  }

  private void run() {
    while (!isClosing()) {
      try (Consumer<byte[], byte[]> opened = connect();
          KafkaClientMetrics _ = meters.observe(opened)) {
        consumer = opened;
        TopicPartition mine = takeUp(opened);
        partition = OptionalInt.of(mine.partition());
        broker.answered();
        decided.countDown();
        log.info("gateway={} takes replies from {}", gatewayId, mine);
        consume(opened, mine);
      } catch (InvalidSetting e) {
        fatal = e;
        decided.countDown();
        return;
      } catch (WakeupException e) {
        log.debug("woken up to close");
      } catch (KafkaException e) {
        broker.silent(e);
        pause();
      }
    }
  }

  private Consumer<byte[], byte[]> connect() {
    try {
      return connect.get();
    } catch (KafkaException e) {
      throw KafkaSettings.areRefusedBy(e) ? KafkaSettings.invalid(e) : e;
    }
  }

  private TopicPartition takeUp(Consumer<byte[], byte[]> opened) {
    int commands = count(opened, Topics.COMMANDS);
    if (commands != partitions.count()) {
      throw new InvalidSetting(
          "linkfleet.partitions",
          "%d, but topic %s has %d partitions"
              .formatted(partitions.count(), Topics.COMMANDS, commands));
    }
    int replies = count(opened, Topics.REPLIES);
    TopicPartition mine =
        new TopicPartition(Topics.REPLIES, Math.floorMod(gatewayId.hashCode(), replies));
    opened.assign(List.of(mine));
    opened.seekToEnd(List.of(mine));
    // seekToEnd is lazy: only asking for the position makes it so.
    opened.position(mine, PATIENCE);
    return mine;
  }

  private static int count(Consumer<byte[], byte[]> opened, String topic) {
    List<PartitionInfo> found = opened.partitionsFor(topic, PATIENCE);
    if (found == null || found.isEmpty()) {
      throw new KafkaException("there is no topic " + topic);
    }
    return found.size();
  }

  private void consume(Consumer<byte[], byte[]> opened, TopicPartition mine) {
    while (!isClosing()) {
      try {
        opened.poll(POLL).forEach(this::handOver);
        if (broker.lastAnswerIsOlderThan(LOOK_EVERY)) {
          opened.endOffsets(List.of(mine), PATIENCE);
          broker.answered();
        }
      } catch (WakeupException e) {
        throw e;
      } catch (KafkaException e) {
        broker.silent(e);
        pause();
      }
    }
  }

  private void handOver(ConsumerRecord<byte[], byte[]> record) {
    broker.answered();
    try {
      Found found = pending.complete(codec.decodeReply(record.value()));
      switch (found) {
        case WAITER -> {}
        case TOO_LATE -> meters.lateReply();
        case NOBODY -> meters.unknownReply();
      }
      spans.received(
          TraceHeader.of(record.headers()),
          Instant.ofEpochMilli(record.timestamp()),
          found == Found.WAITER);
    } catch (MalformedEnvelope | NullPointerException e) {
      meters.malformedReply();
      boolean awaited =
          EnvelopeCodec.headerOf(record.value())
              .filter(header -> pending.giveUp(header.id(), Outcome.Reason.NOT_UNDERSTOOD))
              .isPresent();
      log.warn(
          "offset {} of {} is no reply this gateway knows, {}",
          record.offset(),
          record.topic(),
          awaited ? "its caller is told so" : "nobody waits for it");
    }
  }

  private boolean isClosing() {
    return closing.getCount() == 0;
  }

  private void pause() {
    try {
      closing.await(POLL.toMillis(), TimeUnit.MILLISECONDS);
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
