package io.linkfleet.gateway.auth;

import io.linkfleet.gateway.http.RequestTraces;
import io.linkfleet.registry.Admission;
import io.linkfleet.registry.Instances;
import java.util.List;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// Puts the door in its place: after the exchange, before everything else.
@Configuration(proxyBeanMethods = false)
class AuthConfiguration implements WebMvcConfigurer {
  private final Rejections rejections;

  AuthConfiguration(Rejections rejections) {
    this.rejections = rejections;
  }

  @Override
  public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
    resolvers.add(new CallerArgument(rejections));
  }

  @Bean
  FilterRegistrationBean<DoorFilter> doorFilter(
      Admission admission, Instances instances, Strangers strangers, RequestTraces traces) {
    var door = new DoorFilter(admission, new Foresight(instances), strangers, rejections, traces);
    var registration = new FilterRegistrationBean<>(door);
    registration.addUrlPatterns("/api/*");
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 50);
    return registration;
  }
}
