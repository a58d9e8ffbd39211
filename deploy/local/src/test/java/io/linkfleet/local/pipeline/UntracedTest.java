package io.linkfleet.local.pipeline;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A fleet that was not told where to export spans to, which is how it comes.
class UntracedTest {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String TRACEPARENT = "00-" + TRACE + "-b7ad6b7169203331-01";

  private final FleetUnderTest fleet = FleetUnderTest.shared();
  private final Tenant tenant = fleet.newTenant();

  @Test
  void nothingIsThereThatCouldExportAndNoRecordGrows() {
    Tenant.Instance instance = tenant.createLinked("untraced").instance();

    instance.logout().isLoggedOut();

    await().until(() -> exporters().isEmpty());
    String id = idOf(instance);
    assertThat(fleet.recordsOf("linkfleet.commands"))
        .filteredOn(record -> new String(record.key(), US_ASCII).equals(id))
        .isNotEmpty()
        .allSatisfy(record -> assertThat(record.headers()).isEmpty());
  }

  /// The threads of OpenTelemetry; a fleet of another test may be just going.
  private static List<Thread> exporters() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().contains("SpanProcessor"))
        .toList();
  }

  private String idOf(Tenant.Instance instance) {
    await().until(() -> !fleet.events().about(instance.name()).isEmpty());
    return fleet.events().about(instance.name()).getFirst().event().instance().value();
  }

  @Test
  void theTraceOfACallerMarksWhatIsLoggedInBothProgramsAllTheSame() {
    Tenant.Instance instance = tenant.createLinked("traced-elsewhere").instance();
    try (var lines = new MarkedLines()) {
      tenant
          .http()
          .delete(
              "/api/instance/logout/" + instance.name(),
              "token",
              instance.token(),
              "traceparent",
              TRACEPARENT)
          .isLoggedOut();

      await().until(() -> !lines.saying("--DeviceUnlinked(ACKNOWLEDGED)").isEmpty());
      assertThat(lines.since("--Logout command=", "instance=" + idOf(instance)))
          .isNotEmpty()
          .extracting(ILoggingEvent::getMDCPropertyMap)
          .allSatisfy(marks -> assertThat(marks).containsEntry("traceId", TRACE));
    }
  }

  @Test
  void aRequestThatFailsIsLoggedWithItsIdAndItsCommand() {
    Tenant.Instance instance = tenant.create("never-linked");
    try (var lines = new MarkedLines()) {
      instance.reconnect().isSomeFailure(400);

      await().until(() -> !lines.saying("status=400").isEmpty());
      ILoggingEvent line = lines.saying("status=400").getFirst();
      assertThat(line.getMDCPropertyMap()).containsKeys("request", "command", "instance");
      assertThat(line.getFormattedMessage())
          .contains("request=" + line.getMDCPropertyMap().get("request"))
          .contains("command=" + line.getMDCPropertyMap().get("command"));
    }
  }
}
