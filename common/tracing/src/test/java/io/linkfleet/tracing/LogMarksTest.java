package io.linkfleet.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class LogMarksTest {
  private static final Optional<TraceParent> TRACE =
      TraceParent.parse("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

  @AfterEach
  void clean() {
    MDC.clear();
  }

  @Test
  void areThereUntilTheyAreClosed() {
    try (LogMarks _ = LogMarks.of(LogMarks.INSTANCE, "i").and(LogMarks.COMMAND, "c").and(TRACE)) {
      assertThat(MDC.get("instance")).isEqualTo("i");
      assertThat(MDC.get("command")).isEqualTo("c");
      assertThat(MDC.get("traceId")).isEqualTo("0af7651916cd43dd8448eb211c80319c");
    }
    assertThat(MDC.getCopyOfContextMap()).isNullOrEmpty();
  }

  @Test
  void ofAnotherCommandHideThoseOfTheFirst() {
    try (LogMarks _ = LogMarks.of(LogMarks.COMMAND, "first").and(TRACE)) {
      try (LogMarks _ = LogMarks.of(LogMarks.COMMAND, "second").and(Optional.empty())) {
        assertThat(MDC.get("command")).isEqualTo("second");
        assertThat(MDC.get("traceId")).isNull();
      }
      assertThat(MDC.get("command")).isEqualTo("first");
      assertThat(MDC.get("traceId")).isNotNull();
    }
  }
}
