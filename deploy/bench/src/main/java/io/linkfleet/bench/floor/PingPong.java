package io.linkfleet.bench.floor;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Requests and their echoes, with the settings that the fleet has: acks from all, no linger, one
/// partition of one's own for what comes back. A record is as long as a command of the fleet.
public final class PingPong implements AutoCloseable {
  static final String PING = "bench.ping";
  static final String PONG = "bench.pong";
  private static final int RECORD_BYTES = 190;
  private static final Duration POLL = Duration.ofMillis(200);
  private static final long PATIENCE_SECONDS = 15;

  private final int partitions;
  private final int mine;
  private final Producer<byte[], byte[]> producer;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Map<Long, CompletableFuture<byte[]>> waiting = new ConcurrentHashMap<>();
  private final AtomicLong serial = new AtomicLong();
  private final Thread thread = Thread.ofPlatform().name("pong").daemon().unstarted(this::run);
  private volatile boolean closing;

  /// `mine` is the partition of the echoes.
  public PingPong(String bootstrapServers, int partitions, int mine) {
    this.partitions = partitions;
    this.mine = mine;
    producer = producer(bootstrapServers);
    consumer = consumer(bootstrapServers);
    TopicPartition echoes = new TopicPartition(PONG, mine);
    consumer.assign(List.of(echoes));
    consumer.seekToEnd(List.of(echoes));
    consumer.position(echoes);
    thread.start();
  }

  static Producer<byte[], byte[]> producer(String bootstrapServers) {
    return new KafkaProducer<>(
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            ProducerConfig.ACKS_CONFIG,
            "all",
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
            true,
            ProducerConfig.LINGER_MS_CONFIG,
            0),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  static KafkaConsumer<byte[], byte[]> consumer(String bootstrapServers) {
    return new KafkaConsumer<>(
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false,
            ConsumerConfig.FETCH_MIN_BYTES_CONFIG,
            1),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  /// Returns when the echo is here.
  public void ask() {
    long id = serial.incrementAndGet();
    byte[] record = new byte[RECORD_BYTES];
    ByteBuffer.wrap(record).putLong(id).putInt(mine);
    CompletableFuture<byte[]> echo = new CompletableFuture<>();
    waiting.put(id, echo);
    try {
      var _ =
          producer.send(
              new ProducerRecord<>(PING, (int) (id % partitions), null, record),
              (_, failure) -> {
                if (failure != null) {
                  echo.completeExceptionally(failure);
                }
              });
      echo.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("no echo", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for an echo", e);
    } finally {
      waiting.remove(id);
    }
  }

  private void run() {
    while (!closing) {
      consumer
          .poll(POLL)
          .forEach(
              record -> {
                CompletableFuture<byte[]> echo =
                    waiting.get(ByteBuffer.wrap(record.value()).getLong());
                if (echo != null) {
                  echo.complete(record.value());
                }
              });
    }
    consumer.close();
  }

  @Override
  public void close() {
    closing = true;
    try {
      thread.join(POLL.multipliedBy(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    producer.close(Duration.ofSeconds(1));
  }
}
