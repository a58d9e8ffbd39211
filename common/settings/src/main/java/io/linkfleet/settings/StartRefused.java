package io.linkfleet.settings;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.core.Ordered;

/// Puts one line in place of Spring Boot's report where it is a setting that ends a start. Any
/// other failure is reported as ever.
final class StartRefused implements SpringBootExceptionReporter, Ordered {
  private static final Logger log = LoggerFactory.getLogger(StartRefused.class);

  @Override
  public boolean reportException(Throwable failure) {
    Optional<String> reason = Refusal.of(failure);
    reason.ifPresent(text -> log.error("the start is refused: {}", text));
    return reason.isPresent();
  }

  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE;
  }
}
