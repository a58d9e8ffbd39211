package io.linkfleet.gateway;

import io.linkfleet.contract.CommandId;
import io.linkfleet.contract.EnvelopeCodec;
import io.linkfleet.contract.Partitions;
import io.linkfleet.contract.SharedSeal;
import io.linkfleet.gateway.admin.AdminSettings;
import io.linkfleet.gateway.auth.Rejections;
import io.linkfleet.gateway.auth.Strangers;
import io.linkfleet.gateway.dispatch.CommandDispatcher;
import io.linkfleet.gateway.dispatch.DispatchSettings;
import io.linkfleet.gateway.dispatch.Rehearsal;
import io.linkfleet.gateway.events.StreamSettings;
import io.linkfleet.gateway.events.Watches;
import io.linkfleet.gateway.http.Drain;
import io.linkfleet.gateway.instance.Patience;
import io.linkfleet.gateway.instance.WebhookSettings;
import io.linkfleet.gateway.ratelimit.ClientAddress;
import io.linkfleet.registry.Accounts;
import io.linkfleet.registry.Admission;
import io.linkfleet.registry.Instances;
import io.linkfleet.registry.RateLimits;
import io.linkfleet.registry.Registry;
import io.linkfleet.registry.RegistryOptions;
import io.linkfleet.registry.RegistryUnavailable;
import io.linkfleet.registry.Replication;
import io.linkfleet.registry.Webhooks;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What the features are given: the registry's parts, and each its own settings.
@Configuration(proxyBeanMethods = false)
class GatewayConfiguration {
  private final SecureRandom random = new SecureRandom();

  @Bean
  InstantSource clock() {
    return InstantSource.system();
  }

  @Bean
  SharedSeal sharedSeal(GatewayProperties properties) {
    return new SharedSeal(properties.shared().sealingKeys(), random);
  }

  @Bean
  EnvelopeCodec envelopeCodec(SharedSeal seal) {
    return new EnvelopeCodec(seal);
  }

  @Bean(destroyMethod = "close")
  Registry registry(GatewayProperties properties, SharedSeal seal, MeterRegistry meters) {
    return Registry.open(
        new RegistryOptions(
            properties.redis().address(),
            new Partitions(properties.partitions()),
            properties.redis().timeout(),
            Replication.NONE,
            seal),
        meters);
  }

  @Bean
  RateLimits rateLimits(GatewayProperties properties) {
    return properties.limits().rates();
  }

  @Bean
  Admission admission(Registry registry, RateLimits limits) {
    return registry.admission(limits);
  }

  @Bean
  Accounts accounts(Registry registry, InstantSource clock) {
    return registry.accounts(clock, random);
  }

  @Bean
  Instances instances(Registry registry, InstantSource clock) {
    return registry.instances(clock, random);
  }

  @Bean
  Webhooks webhooks(Registry registry) {
    return registry.webhooks();
  }

  @Bean
  WebhookSettings webhookSettings(GatewayProperties properties) {
    return new WebhookSettings(properties.webhooks().allowPrivateAddresses());
  }

  @Bean
  ClientAddress clientAddress(GatewayProperties properties) {
    return new ClientAddress(properties.proxies());
  }

  @Bean
  Rejections rejections(MeterRegistry meters) {
    return new Rejections(meters);
  }

  @Bean
  Strangers strangers(
      Admission admission,
      RateLimits limits,
      ClientAddress clients,
      InstantSource clock,
      Rejections rejections) {
    return new Strangers(admission, limits, clients, clock, rejections);
  }

  @Bean
  Patience patience(GatewayProperties properties) {
    GatewayProperties.Dispatch dispatch = properties.dispatch();
    return new Patience(dispatch.replyTimeout(), dispatch.connectTimeout());
  }

  @Bean
  AdminSettings adminSettings(GatewayProperties properties) {
    GatewayProperties.Limits limits = properties.limits();
    return new AdminSettings(properties.operator(), limits.instancesPerAccount(), limits.calls());
  }

  @Bean
  DispatchSettings dispatchSettings(GatewayProperties properties) {
    GatewayProperties.Dispatch dispatch = properties.dispatch();
    return new DispatchSettings(
        new Partitions(properties.partitions()),
        properties.gatewayId().orElseGet(() -> CommandId.random(random).value().substring(0, 12)),
        dispatch.maxInFlight(),
        dispatch.replyTimeout());
  }

  @Bean
  StreamSettings streamSettings(GatewayProperties properties) {
    return properties.streams().settings();
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
  GatewayStop gatewayStop(
      GatewayProperties properties, Drain drain, CommandDispatcher dispatcher, Watches watches) {
    return new GatewayStop(
        drain,
        dispatcher,
        watches,
        properties.stop().notice(),
        properties.dispatch().replyTimeout());
  }

  @Bean
  GatewayStart gatewayStart(
      Registry registry, Accounts accounts, Admission admission, Rehearsal rehearsal) {
    return new GatewayStart(registry, accounts, admission, rehearsal, random);
  }
}
