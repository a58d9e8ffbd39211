package io.linkfleet.local.consumption;

import static org.awaitility.Awaitility.await;

import io.linkfleet.contract.AccountId;
import io.linkfleet.contract.Command;
import io.linkfleet.contract.CommandEnvelope;
import io.linkfleet.contract.CommandId;
import io.linkfleet.contract.EnvelopeCodec;
import io.linkfleet.contract.InstanceId;
import io.linkfleet.contract.InstanceName;
import io.linkfleet.contract.InstanceStatus;
import io.linkfleet.contract.Partitions;
import io.linkfleet.contract.Reply;
import io.linkfleet.contract.ReplyEnvelope;
import io.linkfleet.contract.SharedKeys;
import io.linkfleet.contract.SharedSeal;
import io.linkfleet.contract.Topics;
import io.linkfleet.gateway.GatewayApplication;
import io.linkfleet.local.FreePorts;
import io.linkfleet.local.Program;
import io.linkfleet.local.broker.FleetTopics;
import io.linkfleet.local.broker.LocalBroker;
import io.linkfleet.local.redis.LocalRedis;
import io.linkfleet.registry.Creation;
import io.linkfleet.registry.NewAccount;
import io.linkfleet.registry.RedisUrl;
import io.linkfleet.registry.Registry;
import io.linkfleet.registry.RegistryOptions;
import io.linkfleet.registry.Replication;
import io.linkfleet.simulator.SimulatedPhone;
import io.linkfleet.simulator.Simulator;
import io.linkfleet.simulator.SimulatorSettings;
import io.linkfleet.worker.WorkerApplication;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// The parts a worker needs, started for one test class, and a caller that speaks Kafka.
final class WorkerAlone implements AutoCloseable {
  static final Partitions PARTITIONS = new Partitions(4);
  static final int REPLY_PARTITION = 1;
  private static final String GROUP = "linkfleet-workers";

  final Simulator simulator;
  final Registry registry;
  private static final String SHARED_KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

  private final SecureRandom random = new SecureRandom();
  private final SharedSeal seal =
      new SharedSeal(new SharedKeys("s1", Map.of("s1", SHARED_KEY)), random);
  private final EnvelopeCodec codec = new EnvelopeCodec(seal);
  private final Path kafka;
  private final List<Integer> ports = FreePorts.take(4);
  private LocalBroker broker;
  private final LocalRedis redis;
  private final AccountId account;
  final String accountToken;
  private final int managementPort;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Admin admin;
  private final Map<CommandId, Reply> replies = new ConcurrentHashMap<>();
  private final Thread reader;
  private Optional<Program> worker = Optional.empty();

  WorkerAlone(Path directory) {
    kafka = directory.resolve("kafka");
    managementPort = ports.get(3);
    startBroker();
    new FleetTopics(PARTITIONS.count(), 2, 4).ensure(broker.bootstrapServers());
    redis = LocalRedis.start(directory.resolve("redis"), ports.get(2));
    simulator = Simulator.start(SimulatorSettings.defaults().withPort(0));
    registry =
        Registry.open(
            new RegistryOptions(
                new RedisUrl(redis.url()),
                PARTITIONS,
                Duration.ofSeconds(2),
                Replication.NONE,
                seal));
    NewAccount created =
        registry
            .accounts(InstantSource.system(), random)
            .create("tenant", 1000, OptionalInt.empty());
    account = created.account().id();
    accountToken = created.token().value();
    Map<String, Object> clients = Map.of("bootstrap.servers", broker.bootstrapServers());
    producer = new KafkaProducer<>(clients, new ByteArraySerializer(), new ByteArraySerializer());
    admin = Admin.create(clients);
    reader = Thread.ofPlatform().daemon().start(this::readReplies);
  }

  void startBroker() {
    broker = LocalBroker.start(kafka, ports.get(0), ports.get(1));
  }

  void stopBroker() {
    broker.close();
  }

  private void readReplies() {
    Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrapServers());
    try (var consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      var partition = new TopicPartition(Topics.REPLIES, REPLY_PARTITION);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      while (!Thread.currentThread().isInterrupted()) {
        consumer
            .poll(Duration.ofMillis(100))
            .forEach(
                record -> {
                  ReplyEnvelope envelope = codec.decodeReply(record.value());
                  replies.put(envelope.id(), envelope.reply());
                });
      }
    } catch (InterruptException _) {
      // Told to stop while it waited.
    }
  }

  void startWorker() {
    startWorker(Map.of());
  }

  void startWorker(int partitions) {
    startWorker(Map.of("linkfleet.partitions", Integer.toString(partitions)));
  }

  /// With these settings in place of the usual ones.
  void startWorker(Map<String, String> own) {
    worker = Optional.of(start(managementPort, own));
  }

  /// One more worker, which the caller closes.
  Member startMember(Map<String, String> own) {
    int port = FreePorts.take(1).getFirst();
    return new Member(start(port, own), port);
  }

  /// One gateway, which the caller closes.
  Door startGateway() {
    List<Integer> ports = FreePorts.take(2);
    Map<String, String> settings = shared();
    settings.put("server.port", ports.get(0).toString());
    settings.put("management.server.port", ports.get(1).toString());
    settings.put("linkfleet.limits.calls", "1000000");
    settings.put("linkfleet.stop.notice", "3s");
    return new Door(
        Program.start(GatewayApplication.class, "gateway", settings), ports.get(0), ports.get(1));
  }

  private Map<String, String> shared() {
    Map<String, String> settings = new HashMap<>();
    settings.put("spring.kafka.bootstrap-servers", broker.bootstrapServers());
    settings.put("linkfleet.redis.url", redis.url());
    settings.put("linkfleet.shared.active-key", "s1");
    settings.put("linkfleet.shared.keys.s1", SHARED_KEY);
    settings.put("linkfleet.partitions", Integer.toString(PARTITIONS.count()));
    return settings;
  }

  private Program start(int port, Map<String, String> own) {
    Map<String, String> settings = shared();
    settings.put("server.port", Integer.toString(port));
    settings.put("linkfleet.credentials.active-key", "k1");
    settings.put("linkfleet.credentials.keys.k1", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");
    settings.put("linkfleet.whatsapp.url", simulator.chatUrl().toString());
    settings.put("linkfleet.whatsapp.root-key", simulator.rootKeyHex());
    settings.put("linkfleet.whatsapp.pre-keys.initial", "10");
    settings.put("linkfleet.worker.backoff-unit", "50ms");
    settings.put("linkfleet.worker.backoff-cap", "200ms");
    settings.putAll(own);
    return Program.start(WorkerApplication.class, "worker", settings);
  }

  String bootstrapServers() {
    return broker.bootstrapServers();
  }

  void stopWorker() {
    worker.ifPresent(Program::close);
    worker = Optional.empty();
  }

  /// A new instance, never linked, in the partition.
  InstanceId instanceIn(int partition) {
    while (true) {
      InstanceId id = instance();
      if (PARTITIONS.of(id) == partition) {
        return id;
      }
    }
  }

  InstanceId instance() {
    InstanceName name = new InstanceName(CommandId.random(random).value());
    Creation created =
        registry.instances(InstantSource.system(), random).create(account, name, Optional.empty());
    return ((Creation.Created) created).instance().id();
  }

  String nameOf(InstanceId instance) {
    return registry
        .instances(InstantSource.system(), random)
        .recordsOf(List.of(instance))
        .get(instance)
        .name()
        .value();
  }

  /// Links the instance and returns its phone.
  SimulatedPhone link(InstanceId instance, String number) {
    CommandId connect = send(instance, new Command.Connect(), Duration.ofSeconds(30));
    var code = (Reply.QrCodeGenerated) replyTo(connect);
    SimulatedPhone phone = simulator.phone(number);
    phone.scan(code.qrCode());
    awaitStatus(instance, InstanceStatus.CONNECTED);
    return phone;
  }

  void awaitStatus(InstanceId instance, InstanceStatus status) {
    await().atMost(Duration.ofSeconds(20)).until(() -> status(instance) == status);
  }

  InstanceStatus status(InstanceId instance) {
    return registry
        .instances(InstantSource.system(), random)
        .recordsOf(List.of(instance))
        .get(instance)
        .status();
  }

  CommandId send(InstanceId instance, Command command, Duration deadline) {
    CommandId id = CommandId.random(random);
    CommandEnvelope envelope =
        new CommandEnvelope(id, instance, command, Instant.now().plus(deadline), REPLY_PARTITION);
    publish(PARTITIONS.of(instance), instance, codec.encode(envelope));
    return id;
  }

  void publish(int partition, InstanceId key, byte[] value) {
    byte[] keyBytes = key.value().getBytes(StandardCharsets.US_ASCII);
    try {
      producer.send(new ProducerRecord<>(Topics.COMMANDS, partition, keyBytes, value)).get();
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  Reply replyTo(CommandId id) {
    await().atMost(Duration.ofSeconds(20)).until(() -> replies.containsKey(id));
    return replies.get(id);
  }

  boolean isAnswered(CommandId id) {
    return replies.containsKey(id);
  }

  /// Where a new owner of the partition would begin; 0 before anything was committed.
  long committed(int partition) {
    try {
      OffsetAndMetadata offset =
          admin
              .listConsumerGroupOffsets(GROUP)
              .partitionsToOffsetAndMetadata()
              .get()
              .get(new TopicPartition(Topics.COMMANDS, partition));
      return offset == null ? 0 : offset.offset();
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  /// Where the next command of the partition goes.
  long end(int partition) {
    TopicPartition key = new TopicPartition(Topics.COMMANDS, partition);
    try {
      return admin
          .listOffsets(Map.of(key, OffsetSpec.latest()))
          .partitionResult(key)
          .get()
          .offset();
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    stopWorker();
    reader.interrupt();
    await().until(() -> !reader.isAlive());
    producer.close(Duration.ofSeconds(1));
    admin.close();
    registry.close();
    simulator.close();
    redis.close();
    broker.close();
  }
}
