package io.linkfleet.gateway.dispatch;

import io.linkfleet.contract.EnvelopeCodec;
import io.linkfleet.tracing.Spans;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The parts of the dispatch and how they hang together.
@Configuration(proxyBeanMethods = false)
class DispatchConfiguration {
  private final SecureRandom random = new SecureRandom();

  @Bean
  PendingReplies pendingReplies(DispatchSettings settings) {
    return new PendingReplies(settings.maxInFlight());
  }

  @Bean
  DispatchMeters dispatchMeters(MeterRegistry meters, PendingReplies pending) {
    return new DispatchMeters(meters, pending);
  }

  @Bean
  DispatchSpans dispatchSpans(Spans spans) {
    return new DispatchSpans(spans);
  }

  @Bean
  KafkaClients kafkaClients(
      KafkaProperties kafka, DispatchSettings settings, MeterRegistry meters) {
    return new KafkaClients(kafka, settings, meters);
  }

  @Bean(destroyMethod = "close")
  CommandPublisher commandPublisher(
      KafkaClients clients, EnvelopeCodec codec, DispatchSettings settings, DispatchSpans spans) {
    return new CommandPublisher(clients::producer, codec, settings.partitions(), spans);
  }

  @Bean(initMethod = "start", destroyMethod = "close")
  ReplyConsumer replyConsumer(
      KafkaClients clients,
      EnvelopeCodec codec,
      PendingReplies pending,
      DispatchMeters meters,
      DispatchSpans spans,
      DispatchSettings settings) {
    return new ReplyConsumer(
        clients::consumer,
        codec,
        pending,
        meters,
        spans,
        settings.partitions(),
        settings.gatewayId());
  }

  @Bean
  CommandDispatcher commandDispatcher(
      PendingReplies pending,
      CommandPublisher publisher,
      ReplyConsumer replies,
      DispatchMeters meters,
      DispatchSpans spans,
      InstantSource clock) {
    return new CommandDispatcher(pending, publisher, replies, meters, spans, clock, random);
  }

  @Bean
  Rehearsal rehearsal(CommandPublisher publisher, ReplyConsumer replies, PendingReplies pending) {
    return new Rehearsal(publisher, replies, pending, random);
  }

  /// Up: replies would get here, and the broker has answered within the last seconds.
  @Bean
  HealthIndicator repliesHealthIndicator(ReplyConsumer replies) {
    return () -> {
      boolean up = replies.partition().isPresent() && replies.brokerAnswers();
      return (up ? Health.up() : Health.down())
          .withDetail("positionKnown", replies.partition().isPresent())
          .withDetail("brokerAnswers", replies.brokerAnswers())
          .build();
    };
  }
}
