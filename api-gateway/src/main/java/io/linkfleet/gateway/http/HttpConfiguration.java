package io.linkfleet.gateway.http;

import jakarta.servlet.Filter;
import java.security.SecureRandom;
import java.util.List;
import org.apache.catalina.core.StandardHost;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// Puts the parts of this package in their places.
@Configuration(proxyBeanMethods = false)
class HttpConfiguration implements WebMvcConfigurer {
  /// The order of the filters; those of other packages come between.
  private static final int EXCHANGE_ORDER = Ordered.HIGHEST_PRECEDENCE;

  private static final int METHOD_ORDER = EXCHANGE_ORDER + 100;

  @Override
  public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
    resolvers.add(new ExchangeArguments());
  }

  @Override
  public void addReturnValueHandlers(List<HandlerMethodReturnValueHandler> handlers) {
    handlers.add(new AnswerHandler());
  }

  @Bean
  FilterRegistrationBean<ExchangeFilter> exchangeFilter() {
    return first(
        new FilterRegistrationBean<>(new ExchangeFilter(new SecureRandom())), EXCHANGE_ORDER);
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

  /// A slash in a name must reach us, so that the answer is ours.
  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> tomcat() {
    return factory -> {
      factory.addConnectorCustomizers(
          connector -> {
            connector.setEncodedSolidusHandling("passthrough");
            // So that it is refused by us, like every method we don't have.
            connector.setAllowTrace(true);
          });
      factory.addContextCustomizers(
          context ->
              ((StandardHost) context.getParent())
                  .setErrorReportValveClass(JsonErrorReportValve.class.getName()));
    };
  }
}
