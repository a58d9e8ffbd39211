package io.linkfleet.gateway.admin;

import io.linkfleet.gateway.auth.Rejections;
import io.linkfleet.gateway.ratelimit.ClientAddress;
import io.linkfleet.registry.Admission;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/// Puts the operator's door in its place.
@Configuration(proxyBeanMethods = false)
class AdminConfiguration {
  @Bean
  FilterRegistrationBean<OperatorFilter> operatorFilter(
      AdminSettings settings, Admission admission, ClientAddress clients, Rejections rejections) {
    var registration =
        new FilterRegistrationBean<>(
            new OperatorFilter(settings.operator(), admission, clients, rejections));
    registration.addUrlPatterns("/admin/*");
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 50);
    return registration;
  }
}
