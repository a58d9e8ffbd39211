package io.linkfleet.gateway.instance;

import io.linkfleet.gateway.auth.Rejections;
import io.linkfleet.gateway.dispatch.CommandDispatcher;
import io.linkfleet.registry.Instances;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What the endpoints of this package share.
@Configuration(proxyBeanMethods = false)
class InstanceConfiguration {
  @Bean
  InstanceDirectory instanceDirectory(Instances instances, Rejections rejections) {
    return new InstanceDirectory(instances, rejections);
  }

  @Bean
  Deletion deletion(Instances instances, CommandDispatcher dispatcher) {
    return new Deletion(instances, dispatcher);
  }
}
