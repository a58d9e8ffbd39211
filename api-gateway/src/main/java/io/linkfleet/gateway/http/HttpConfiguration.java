package io.linkfleet.gateway.http;

import io.linkfleet.tracing.Spans;
import jakarta.servlet.Filter;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardHost;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// Puts the parts of this package in their places.
@Configuration(proxyBeanMethods = false)
class HttpConfiguration implements WebMvcConfigurer {
  /// The order of the filters; those of other packages come between.
  private static final int EXCHANGE_ORDER = Ordered.HIGHEST_PRECEDENCE;

  private static final int METHOD_ORDER = EXCHANGE_ORDER + 100;

  private final SecureRandom random = new SecureRandom();

  @Override
  public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
    resolvers.add(new ExchangeArguments());
  }

  @Override
  public void addReturnValueHandlers(List<HandlerMethodReturnValueHandler> handlers) {
    handlers.add(new AnswerHandler());
  }

  @Bean
  Drain drain() {
    return new Drain();
  }

  @Bean
  RequestTraces requestTraces(Spans spans, InstantSource clock) {
    return new RequestTraces(spans, clock);
  }

  @Bean
  FilterRegistrationBean<ExchangeFilter> exchangeFilter(Drain drain) {
    return first(new FilterRegistrationBean<>(new ExchangeFilter(random, drain)), EXCHANGE_ORDER);
  }

  @Bean
  FilterRegistrationBean<MethodFilter> methodFilter() {
    return first(new FilterRegistrationBean<>(new MethodFilter()), METHOD_ORDER);
  }

  private static <T extends Filter> FilterRegistrationBean<T> first(
      FilterRegistrationBean<T> registration, int order) {
    registration.setOrder(order);
    return registration;
  }

  /// Last, so that its valve is the innermost and reports before any other.
  @Bean
  @Order(Ordered.LOWEST_PRECEDENCE)
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> tomcat(EarlyRefusal early) {
    return factory -> {
      factory.addConnectorCustomizers(HttpConfiguration::letThrough);
      factory.addContextCustomizers(
          context -> {
            StandardHost host = (StandardHost) context.getParent();
            host.setErrorReportValveClass(JsonErrorReportValve.class.getName());
            host.getPipeline().addValve(new JsonErrorReportValve(early, random));
          });
    };
  }

  /// Names with a slash and the method TRACE are refused by us, not by Tomcat.
  private static void letThrough(Connector connector) {
    connector.setEncodedSolidusHandling("passthrough");
    connector.setAllowTrace(true);
  }
}
