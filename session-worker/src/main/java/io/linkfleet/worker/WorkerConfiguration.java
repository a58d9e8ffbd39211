package io.linkfleet.worker;

import io.linkfleet.contract.CommandId;
import io.linkfleet.contract.EnvelopeCodec;
import io.linkfleet.contract.Partitions;
import io.linkfleet.contract.SharedSeal;
import io.linkfleet.registry.Registry;
import io.linkfleet.registry.RegistryOptions;
import io.linkfleet.registry.RegistryUnavailable;
import io.linkfleet.registry.Replication;
import io.linkfleet.tracing.Spans;
import io.linkfleet.worker.device.CredentialSeal;
import io.linkfleet.worker.device.DeviceStore;
import io.linkfleet.worker.events.EventPublisher;
import io.linkfleet.worker.outage.Outages;
import io.linkfleet.worker.ownership.CommandConsumer;
import io.linkfleet.worker.ownership.OwnershipMeters;
import io.linkfleet.worker.ownership.Pace;
import io.linkfleet.worker.ownership.PartitionWork;
import io.linkfleet.worker.ownership.ReplyPublisher;
import io.linkfleet.worker.pause.PauseWatch;
import io.linkfleet.worker.session.Backoff;
import io.linkfleet.worker.session.SessionMeters;
import io.linkfleet.worker.session.Surroundings;
import io.linkfleet.worker.session.Timers;
import io.linkfleet.worker.session.TransitionHistory;
import io.linkfleet.worker.webhook.WebhookConsumer;
import io.linkfleet.worker.whatsapp.ClientVersions;
import io.linkfleet.worker.whatsapp.NettyWhatsApp;
import io.linkfleet.worker.whatsapp.PublishedVersion;
import io.linkfleet.worker.whatsapp.Rehearsal;
import io.linkfleet.worker.whatsapp.WhatsApp;
import io.linkfleet.worker.whatsapp.WhatsAppSettings;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The parts of a worker and how they hang together.
@Configuration(proxyBeanMethods = false)
class WorkerConfiguration {
  private static final Duration ACQUIRE_RETRY = Duration.ofSeconds(1);

  /// For the answer of the page that tells the current client version.
  private static final Duration VERSION_PATIENCE = Duration.ofSeconds(20);

  private final SecureRandom random = new SecureRandom();
  private final InstantSource clock = InstantSource.system();

  @Bean
  SharedSeal sharedSeal(WorkerProperties properties) {
    return new SharedSeal(properties.shared().sealingKeys(), random);
  }

  @Bean
  Partitions partitions(WorkerProperties properties) {
    return new Partitions(properties.partitions());
  }

  @Bean
  EnvelopeCodec envelopeCodec(SharedSeal seal) {
    return new EnvelopeCodec(seal);
  }

  @Bean(destroyMethod = "close")
  Registry registry(WorkerProperties properties, SharedSeal seal, MeterRegistry meters) {
    WorkerProperties.Redis redis = properties.redis();
    return Registry.open(
        new RegistryOptions(
            redis.address(),
            new Partitions(properties.partitions()),
            redis.timeout(),
            new Replication(redis.replicas(), redis.timeout()),
            seal),
        meters);
  }

  @Bean(destroyMethod = "close")
  KafkaProducer<byte[], byte[]> replyProducer(KafkaProperties kafka) {
    return KafkaClients.producer(kafka.buildProducerProperties());
  }

  @Bean(destroyMethod = "close")
  KafkaClientMetrics replyProducerMetrics(KafkaProducer<byte[], byte[]> replyProducer) {
    return new KafkaClientMetrics(replyProducer);
  }

  @Bean(destroyMethod = "close")
  Timers timers() {
    return new Timers();
  }

  /// Mailboxes run here: a virtual thread for as long as a mailbox has something in it.
  @Bean(destroyMethod = "shutdown")
  ExecutorService mailboxes() {
    return Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("session-", 0).factory());
  }

  @Bean(destroyMethod = "close")
  ClientVersions clientVersions(WorkerProperties properties) {
    WhatsAppSettings settings = properties.whatsapp();
    return new ClientVersions(
        settings.version(),
        new PublishedVersion(settings.versionUrl(), VERSION_PATIENCE),
        settings.versionInterval(),
        clock);
  }

  /// 1 while WhatsApp refuses the newest client version this worker knows: nobody can log in.
  @Bean
  MeterBinder clientOutdatedGauge(ClientVersions versions) {
    return registry ->
        Gauge.builder(
                "linkfleet.whatsapp.client.outdated", versions, known -> known.isOutdated() ? 1 : 0)
            .description("1 while WhatsApp refuses our client version as too old")
            .register(registry);
  }

  /// When the client version will be refused, in Unix time; 0 while WhatsApp has not said.
  @Bean
  MeterBinder clientExpiryGauge(ClientVersions versions) {
    return registry ->
        Gauge.builder(
                "linkfleet.whatsapp.client.expiry",
                versions,
                known -> known.expiry().map(Instant::getEpochSecond).orElse(0L))
            .baseUnit("seconds")
            .description("When WhatsApp will refuse our client version, in Unix time; 0: unknown")
            .register(registry);
  }

  @Bean(destroyMethod = "close")
  NettyWhatsApp whatsApp(WorkerProperties properties, ClientVersions versions) {
    return new NettyWhatsApp(properties.whatsapp(), versions, random, clock);
  }

  /// A pause of half a session timeout is short enough for Kafka to still count us in.
  @Bean(destroyMethod = "close")
  PauseWatch pauseWatch(WorkerProperties properties) {
    return new PauseWatch(properties.worker().sessionTimeout().dividedBy(2), clock).start();
  }

  @Bean
  Surroundings surroundings(
      WorkerProperties properties,
      Registry registry,
      WhatsApp whatsApp,
      Timers timers,
      PauseWatch pauses,
      MeterRegistry meters) {
    CredentialSeal seal = new CredentialSeal(properties.credentials().sealingKeys(), random);
    WorkerProperties.Worker worker = properties.worker();
    return new Surroundings(
        whatsApp,
        new DeviceStore(registry.devices(), seal, clock),
        timers,
        new Backoff(worker.backoffUnit(), worker.backoffCap(), random),
        clock,
        random,
        Outages.watchedBy(clock),
        pauses,
        new SessionMeters(meters, clock),
        new TransitionHistory());
  }

  @Bean
  PartitionWork partitionWork(
      WorkerProperties properties,
      Registry registry,
      Surroundings surroundings,
      KafkaProducer<byte[], byte[]> replyProducer,
      EnvelopeCodec codec,
      ExecutorService mailboxes,
      MeterRegistry meters,
      Spans spans) {
    WorkerProperties.Worker worker = properties.worker();
    return new PartitionWork(
        worker.id().orElseGet(() -> "worker-" + CommandId.random(random).value().substring(0, 12)),
        registry.ownerships(),
        surroundings,
        new ReplyPublisher(replyProducer, codec, surroundings.outages().broker()),
        new EventPublisher(
            registry.outbox(),
            replyProducer,
            surroundings.timers(),
            mailboxes,
            surroundings.outages()),
        new Pace(worker.reconnectsPerSecond(), clock, surroundings.timers(), random),
        mailboxes,
        ACQUIRE_RETRY,
        worker.membership().reclaimAfter(),
        new OwnershipMeters(meters, clock),
        spans);
  }

  /// Closed by the [CommandConsumer], on the thread that polls.
  @Bean(destroyMethod = "")
  KafkaConsumer<byte[], byte[]> commands(WorkerProperties properties, KafkaProperties kafka) {
    return KafkaClients.consumer(
        properties.worker().membership().applyTo(kafka.buildConsumerProperties()));
  }

  @Bean(destroyMethod = "close")
  KafkaClientMetrics commandsMetrics(KafkaConsumer<byte[], byte[]> commands) {
    return new KafkaClientMetrics(commands);
  }

  @Bean
  CommandConsumer commandConsumer(
      WorkerProperties properties,
      KafkaConsumer<byte[], byte[]> commands,
      EnvelopeCodec codec,
      PartitionWork work,
      ClientVersions versions) {
    CommandConsumer consumer =
        new CommandConsumer(
            commands,
            codec,
            work,
            new Partitions(properties.partitions()),
            properties.worker().maxInFlight(),
            properties.worker().drain());
    versions.onNewer(consumer::clientVersionChanged);
    return consumer;
  }

  /// Ready means: in the group, which has heard of us within the session timeout, and Redis
  /// answers.
  @Bean
  HealthIndicator ownershipHealthIndicator(CommandConsumer consumer, WorkerProperties properties) {
    Duration countedInFor = properties.worker().membership().countedInFor();
    return () -> {
      Duration silence = consumer.silence();
      boolean isCountedIn = consumer.isMember() && silence.compareTo(countedInFor) <= 0;
      return (isCountedIn ? Health.up() : Health.down())
          .withDetail("partitions", consumer.partitions().size())
          .withDetail("silentForSeconds", silence.toSeconds())
          .build();
    };
  }

  @Bean
  HealthIndicator registryHealthIndicator(Registry registry) {
    return () -> {
      try {
        registry.ping();
        return Health.up().build();
      } catch (RegistryUnavailable away) {
        return Health.down().withDetail("reason", away.getMessage()).build();
      }
    };
  }

  @Bean
  WorkerLifecycle workerLifecycle(
      WorkerProperties properties,
      Registry registry,
      CommandConsumer consumer,
      WebhookConsumer webhooks) {
    return new WorkerLifecycle(
        new Rehearsal(properties.whatsapp().version(), random, clock),
        properties.worker().rehearsal(),
        registry,
        consumer,
        webhooks);
  }
}
