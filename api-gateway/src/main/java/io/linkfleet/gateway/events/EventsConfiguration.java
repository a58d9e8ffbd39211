package io.linkfleet.gateway.events;

import io.linkfleet.gateway.dispatch.KafkaClients;
import io.linkfleet.registry.Admission;
import io.linkfleet.registry.Instances;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationPredicate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.observation.ServerRequestObservationContext;

/// The parts of the streams and how they hang together.
@Configuration(proxyBeanMethods = false)
class EventsConfiguration {
  @Bean(initMethod = "start", destroyMethod = "close")
  Watches watches(Instances instances, Admission admission, StreamSettings settings) {
    return new Watches(instances, admission, settings.heartbeat());
  }

  @Bean(initMethod = "start", destroyMethod = "close")
  EventTopic eventTopic(KafkaClients clients, Watches watches) {
    return new EventTopic(clients::eventConsumer, watches);
  }

  @Bean
  StreamSlots streamSlots(StreamSettings settings) {
    return new StreamSlots(settings.most(), settings.mostPerToken());
  }

  @Bean
  StreamMeters streamMeters(MeterRegistry meters, StreamSlots slots) {
    return new StreamMeters(meters, slots);
  }

  /// A stream lasts for as long as its page: among the durations of requests it would only mislead.
  @Bean
  ObservationPredicate streamsHaveMetersOfTheirOwn() {
    return (_, context) ->
        !(context instanceof ServerRequestObservationContext request
            && request.getCarrier().getRequestURI().equals(StreamController.PATH));
  }
}
