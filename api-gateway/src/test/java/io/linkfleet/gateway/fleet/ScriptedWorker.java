package io.linkfleet.gateway.fleet;

import io.linkfleet.contract.CommandEnvelope;
import io.linkfleet.contract.EnvelopeCodec;
import io.linkfleet.contract.InstanceId;
import io.linkfleet.contract.Reply;
import io.linkfleet.contract.ReplyEnvelope;
import io.linkfleet.contract.SharedSeal;
import io.linkfleet.contract.Topics;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Takes every command and answers what the test says, on the real broker.
public final class ScriptedWorker implements AutoCloseable {
  /// A command as it came.
  public record Received(CommandEnvelope envelope, String key, int partition) {}

  private static final EnvelopeCodec CODEC =
      new EnvelopeCodec(new SharedSeal(GatewayInFleet.KEYS, new SecureRandom()));

  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final KafkaProducer<byte[], byte[]> producer;
  private final Thread thread;
  private volatile Function<CommandEnvelope, Optional<Reply>> script = command -> Optional.empty();
  private volatile boolean closed;

  public ScriptedWorker(RealBroker broker, int partitions) {
    Map<String, Object> properties = Map.of("bootstrap.servers", broker.bootstrapServers());
    producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    List<TopicPartition> all =
        IntStream.range(0, partitions)
            .mapToObj(partition -> new TopicPartition(Topics.COMMANDS, partition))
            .toList();
    consumer.assign(all);
    consumer.seekToEnd(all);
    all.forEach(consumer::position);
    thread = Thread.ofPlatform().name("scripted-worker").start(() -> work(consumer));
  }

  public void answerWith(Reply reply) {
    script = command -> Optional.of(reply);
    received.clear();
  }

  /// What it answers to each instance.
  public void answerEach(Function<InstanceId, Reply> reply) {
    script = command -> Optional.of(reply.apply(command.instance()));
    received.clear();
  }

  /// Answers each command with these bytes, in which `ID` and `INSTANCE` are put.
  public void answerWithBytes(String reply) {
    script =
        command -> {
          String value =
              reply
                  .replace("ID", command.id().value())
                  .replace("INSTANCE", command.instance().value());
          send(command, value.getBytes(StandardCharsets.UTF_8));
          return Optional.empty();
        };
    received.clear();
  }

  public void keepSilent() {
    script = command -> Optional.empty();
    received.clear();
  }

  public List<Received> received() {
    return received;
  }

  /// Answers a command however late.
  public void reply(CommandEnvelope command, Reply reply) {
    ReplyEnvelope envelope = new ReplyEnvelope(command.id(), command.instance(), reply);
    send(command, CODEC.encode(envelope));
  }

  private void send(CommandEnvelope command, byte[] reply) {
    var _ =
        producer.send(new ProducerRecord<>(Topics.REPLIES, command.replyPartition(), null, reply));
  }

  private void work(KafkaConsumer<byte[], byte[]> consumer) {
    try (consumer) {
      while (!closed) {
        consumer.poll(Duration.ofMillis(100)).forEach(this::take);
      }
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    CommandEnvelope command = CODEC.decodeCommand(record.value());
    String key = new String(record.key(), StandardCharsets.UTF_8);
    received.add(new Received(command, key, record.partition()));
    script.apply(command).ifPresent(reply -> reply(command, reply));
  }

  @Override
  public void close() {
    closed = true;
    GatewayInFleet.awaitUntil(() -> !thread.isAlive());
    producer.close(Duration.ofSeconds(1));
  }
}
