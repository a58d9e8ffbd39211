package io.linkfleet.gateway.http;

import io.linkfleet.registry.RegistryUnavailable;
import jakarta.servlet.http.HttpServletRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.HttpMediaTypeException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/// What ended a request by exception, as an answer.
@ControllerAdvice
final class FailureAdvice {
  private static final Logger log = LoggerFactory.getLogger(FailureAdvice.class);
  private static final String FALLBACK = "Internal server error";

  @ExceptionHandler
  Answer refused(Refused refused, Exchange exchange) {
    exchange.because(refused.getMessage());
    return refused.answer();
  }

  @ExceptionHandler({NoHandlerFoundException.class, NoResourceFoundException.class})
  Answer unknownPath() {
    return Failures.NOT_FOUND;
  }

  @ExceptionHandler(HttpRequestMethodNotSupportedException.class)
  Answer wrongMethod() {
    return Failures.METHOD_NOT_ALLOWED;
  }

  @ExceptionHandler(HttpMediaTypeException.class)
  Answer wrongMediaType() {
    return Failures.ofStatus(415);
  }

  @ExceptionHandler
  Answer registryAway(RegistryUnavailable away, HttpServletRequest request, Exchange exchange) {
    exchange.because("registry unavailable: " + away.getMessage());
    return Answer.failure(500, failureText(request));
  }

  @ExceptionHandler
  Answer surprise(Exception surprise, HttpServletRequest request, Exchange exchange) {
    log.error("request={} failed by surprise", exchange.requestId(), surprise);
    exchange.because(surprise.getClass().getSimpleName());
    return Answer.failure(500, failureText(request));
  }

  private static String failureText(HttpServletRequest request) {
    Object handler = request.getAttribute(HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE);
    if (handler instanceof HandlerMethod method && method.hasMethodAnnotation(FailsWith.class)) {
      return method.getMethodAnnotation(FailsWith.class).value();
    }
    return FALLBACK;
  }
}
