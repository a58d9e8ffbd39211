package io.linkfleet.worker;

import io.linkfleet.registry.Registry;
import io.linkfleet.worker.pause.PauseWatch;
import io.linkfleet.worker.webhook.Courier;
import io.linkfleet.worker.webhook.DeadLetters;
import io.linkfleet.worker.webhook.DeliveryMeters;
import io.linkfleet.worker.webhook.DeliveryWork;
import io.linkfleet.worker.webhook.RetryPause;
import io.linkfleet.worker.webhook.WebhookConsumer;
import io.linkfleet.worker.webhook.WebhookSettings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The deliveries to webhooks.
@Configuration(proxyBeanMethods = false)
class WebhookConfiguration {
  private static final String GROUP = "linkfleet-webhooks";

  private final SecureRandom random = new SecureRandom();
  private final InstantSource clock = InstantSource.system();

  @Bean
  WebhookConsumer webhookConsumer(
      WorkerProperties properties,
      Registry registry,
      KafkaConsumer<byte[], byte[]> events,
      KafkaProducer<byte[], byte[]> replyProducer,
      MeterRegistry meters,
      PauseWatch pauses) {
    WebhookSettings settings = properties.webhooks();
    return new WebhookConsumer(
        events,
        new DeliveryWork(
            registry.deliveries(),
            new Courier(settings, clock),
            new DeadLetters(replyProducer),
            new RetryPause(settings.retryUnit(), settings.retryCap(), random),
            settings.retryFor(),
            settings.maxQueued(),
            new DeliveryMeters(meters),
            new Semaphore(settings.maxInFlight()),
            clock,
            pauses));
  }

  /// Closed by the [WebhookConsumer], on the thread that polls.
  @Bean(destroyMethod = "")
  KafkaConsumer<byte[], byte[]> events(WorkerProperties properties, KafkaProperties kafka) {
    Map<String, Object> settings =
        properties.worker().membership().applyTo(kafka.buildConsumerProperties());
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, GROUP);
    settings.put(ConsumerConfig.CLIENT_ID_CONFIG, GROUP);
    return KafkaClients.consumer(settings);
  }

  @Bean(destroyMethod = "close")
  KafkaClientMetrics eventsMetrics(KafkaConsumer<byte[], byte[]> events) {
    return new KafkaClientMetrics(events);
  }
}
