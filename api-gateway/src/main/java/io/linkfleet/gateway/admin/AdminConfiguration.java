package io.linkfleet.gateway.admin;

import io.linkfleet.gateway.auth.Rejections;
import io.linkfleet.gateway.auth.Strangers;
import io.linkfleet.gateway.http.RequestTraces;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/// Puts the operator's door in its place.
@Configuration(proxyBeanMethods = false)
class AdminConfiguration {
  @Bean
  FilterRegistrationBean<OperatorFilter> operatorFilter(
      AdminSettings settings, Strangers strangers, Rejections rejections, RequestTraces traces) {
    var registration =
        new FilterRegistrationBean<>(
            new OperatorFilter(settings.operator(), strangers, rejections, traces));
    registration.addUrlPatterns("/admin/*");
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 50);
    return registration;
  }
}
