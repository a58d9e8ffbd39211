package io.linkfleet.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.spi.ILoggingEvent;
import io.linkfleet.tracing.TraceParent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// A fleet that exports its spans: what a caller's request did, from the gateway to WhatsApp and
/// back, is one trace.
class TracingTest {
  private static final String REQUEST = "DELETE /api/instance/logout/{instance}";
  private static final String SEND_COMMAND = "send linkfleet.commands";
  private static final String QUEUE = "queue linkfleet.commands";
  private static final String SEND_REPLY = "send linkfleet.replies";
  private static final String RECEIVE_REPLY = "receive linkfleet.replies";
  private static final String[] ALL = {
    REQUEST, "dispatch", SEND_COMMAND, QUEUE, "handle", "unlink", SEND_REPLY, RECEIVE_REPLY
  };
  private static final SpanReceiver RECEIVER = new SpanReceiver();
  private static FleetUnderTest fleet;

  private final Tenant tenant = fleet.newTenant();
  private final TraceParent mine = newTrace();

  @BeforeAll
  static void aFleet() {
    fleet =
        FleetUnderTest.with(
            Map.of(
                "management.opentelemetry.tracing.export.otlp.endpoint", RECEIVER.url(),
                "management.opentelemetry.tracing.export.schedule-delay", "100ms",
                "management.tracing.sampling.probability", "1.0"));
  }

  @AfterAll
  static void noFleet() {
    fleet.close();
    RECEIVER.close();
  }

  @AfterEach
  void honestAgain() {
    fleet.simulation().beHonest();
  }

  private static TraceParent newTrace() {
    byte[] bytes = new byte[24];
    ThreadLocalRandom.current().nextBytes(bytes);
    String hex = HexFormat.of().formatHex(bytes);
    return new TraceParent(hex.substring(0, 32), hex.substring(32), true);
  }

  private Response logout(Tenant.Instance instance, String traceparent) {
    return tenant
        .http()
        .delete(
            "/api/instance/logout/" + instance.name(),
            "token",
            instance.token(),
            TraceParent.HEADER,
            traceparent);
  }

  private static Map<String, ReceivedSpan> byName(List<ReceivedSpan> spans) {
    return spans.stream().collect(Collectors.toMap(ReceivedSpan::name, Function.identity()));
  }

  @Nested
  class ALogout {
    @Test
    void isOneTraceFromTheRequestToTheUnlinkAndBack() {
      Tenant.Instance instance = tenant.createLinked("traced").instance();

      logout(instance, mine.header()).isLoggedOut();

      var spans = byName(RECEIVER.await(mine.traceId(), ALL));
      assertThat(spans).containsOnlyKeys(ALL);
      assertThat(parents(spans))
          .isEqualTo(
              Map.of(
                  "dispatch",
                  REQUEST,
                  SEND_COMMAND,
                  "dispatch",
                  QUEUE,
                  SEND_COMMAND,
                  "handle",
                  SEND_COMMAND,
                  "unlink",
                  "handle",
                  SEND_REPLY,
                  "handle",
                  RECEIVE_REPLY,
                  SEND_REPLY));
      assertThat(spans.get(REQUEST).parentId()).isEqualTo(mine.spanId());
      assertThat(services(spans))
          .isEqualTo(
              Map.of(
                  REQUEST,
                  "linkfleet-gateway",
                  "dispatch",
                  "linkfleet-gateway",
                  SEND_COMMAND,
                  "linkfleet-gateway",
                  QUEUE,
                  "linkfleet-worker",
                  "handle",
                  "linkfleet-worker",
                  "unlink",
                  "linkfleet-worker",
                  SEND_REPLY,
                  "linkfleet-worker",
                  RECEIVE_REPLY,
                  "linkfleet-gateway"));
      assertThat(spans.values()).noneMatch(ReceivedSpan::failed);
      assertThat(spans.values()).allMatch(span -> span.start() <= span.end());
      assertThat(spans.get(REQUEST).attributes()).containsEntry("http.response.status_code", "200");
      assertThat(spans.get(QUEUE).end()).isLessThanOrEqualTo(spans.get("handle").end());
    }

    private static Map<String, String> parents(Map<String, ReceivedSpan> spans) {
      Map<String, String> names =
          spans.values().stream()
              .collect(Collectors.toMap(ReceivedSpan::spanId, ReceivedSpan::name));
      Map<String, String> parents = new HashMap<>();
      spans.forEach((name, span) -> parents.put(name, names.get(span.parentId())));
      parents.remove(REQUEST);
      return parents;
    }

    private static Map<String, String> services(Map<String, ReceivedSpan> spans) {
      return spans.values().stream()
          .collect(Collectors.toMap(ReceivedSpan::name, ReceivedSpan::service));
    }

    @Test
    void marksEveryLineAboutItWithItsCommandAndItsTrace() {
      Tenant.Instance instance = tenant.createLinked("marked").instance();
      try (var lines = new MarkedLines()) {
        logout(instance, mine.header()).isLoggedOut();

        var spans = byName(RECEIVER.await(mine.traceId(), "dispatch"));
        Map<String, String> about = spans.get("dispatch").attributes();
        String instanceId = about.get("linkfleet.instance.id");
        await().until(() -> !lines.saying("--DeviceUnlinked(ACKNOWLEDGED)").isEmpty());
        List<ILoggingEvent> told = new ArrayList<>(lines.saying("conflict type=device_removed"));
        told.addAll(lines.since("--Logout command=", "instance=" + instanceId));
        assertThat(told)
            .hasSizeGreaterThanOrEqualTo(3)
            .extracting(ILoggingEvent::getMDCPropertyMap)
            .allSatisfy(
                marks ->
                    assertThat(marks)
                        .containsEntry("instance", instanceId)
                        .containsEntry("command", about.get("linkfleet.command.id"))
                        .containsEntry("traceId", mine.traceId()));
      }
    }

    @Test
    void whoseCallerHasNoTraceBeginsOne() {
      Tenant.Instance instance = tenant.createLinked("root").instance();

      instance.logout().isLoggedOut();

      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () ->
                  RECEIVER.spans().stream()
                      .filter(span -> span.name().equals(REQUEST) && span.parentId().isEmpty())
                      .anyMatch(
                          root ->
                              RECEIVER.of(root.traceId()).stream()
                                  .map(ReceivedSpan::name)
                                  .toList()
                                  .containsAll(List.of(ALL))));
    }

    @Test
    void ofADeviceThatIsNotConnectedShowsTheLoginToo() {
      Tenant.Instance instance = tenant.createLinked("offline").instance();
      fleet.simulation().setFaults(Map.of("refuseConnections", true));
      fleet.dropConnections();
      instance.awaitStatus("connecting");

      logout(instance, mine.header()).isFailure(500, "Failed to logout instance");
      fleet.simulation().beHonest();

      List<ReceivedSpan> spans = RECEIVER.await(mine.traceId(), REQUEST, "login", "unlink");
      assertThat(spans)
          .filteredOn(span -> span.name().equals("login"))
          .anyMatch(ReceivedSpan::failed)
          .anyMatch(span -> !span.failed());
      assertThat(byName(withoutLogins(spans)).get(REQUEST).failed()).isTrue();
      assertThat(byName(withoutLogins(spans)).get("handle").attributes())
          .containsEntry("error.type", "unlink_not_confirmed");
    }

    private static List<ReceivedSpan> withoutLogins(List<ReceivedSpan> spans) {
      return spans.stream().filter(span -> !span.name().equals("login")).toList();
    }

    @Test
    void thatIsDeliveredAgainStaysInItsTrace() {
      Tenant.Linked linked = tenant.createLinked("again");
      fleet.simulation().setFaults(Map.of("hangUnlink", true));
      long asked = fleet.simulation().stat("unlinksReceived");
      var answer = CompletableFuture.supplyAsync(() -> logout(linked.instance(), mine.header()));
      await().until(() -> fleet.simulation().stat("unlinksReceived") > asked);

      fleet.stopWorker();
      fleet.simulation().beHonest();
      fleet.startWorker();

      answer.join();
      await().atMost(Duration.ofSeconds(30)).until(() -> linked.phone().devices().isEmpty());
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () ->
                  assertThat(RECEIVER.of(mine.traceId()))
                      .filteredOn(span -> span.name().equals("handle"))
                      .extracting(span -> span.attributes().getOrDefault("linkfleet.reply", "none"))
                      .containsExactlyInAnyOrder("none", "LoggedOut"));
    }
  }

  @Nested
  class Nothing {
    @Test
    void isMadeOfATraceparentThatIsNone() {
      Tenant.Instance instance = tenant.create("invalid");
      String wrong = "00-" + mine.traceId() + "-0000000000000000-01";

      logout(instance, wrong).isLoggedOut();

      allSoFarIsExported();
      assertThat(RECEIVER.of(mine.traceId())).isEmpty();
    }

    @Test
    void isRecordedForWhoeverIsRefused() {
      Tenant.Instance instance = tenant.create("refused");
      String list = "/api/instance/list";
      assertThat(
              tenant.http().get(list, "token", "wrong", TraceParent.HEADER, mine.header()).status())
          .isEqualTo(401);
      TraceParent limited = newTrace();
      await()
          .pollInterval(Duration.ofMillis(1))
          .until(
              () -> {
                String token = instance.token();
                return tenant.http().get(list, "token", token).status() == 429;
              });
      assertThat(
              tenant
                  .http()
                  .get(list, "token", instance.token(), TraceParent.HEADER, limited.header())
                  .status())
          .isEqualTo(429);

      allSoFarIsExported();
      assertThat(RECEIVER.of(mine.traceId())).isEmpty();
      assertThat(RECEIVER.of(limited.traceId())).isEmpty();
    }

    /// Spans are exported in the order they ended.
    private void allSoFarIsExported() {
      TraceParent last = newTrace();
      logout(tenant.create("last"), last.header()).isLoggedOut();
      RECEIVER.await(last.traceId(), REQUEST);
    }

    @Test
    void thatIsATenantsOwnOrASecretIsInAnySpan() {
      Tenant.Linked linked = tenant.createLinked("name-of-the-tenants");
      logout(linked.instance(), mine.header()).isLoggedOut();
      String id =
          byName(RECEIVER.await(mine.traceId(), ALL))
              .get("handle")
              .attributes()
              .get("linkfleet.instance.id");

      assertThat(RECEIVER.raw())
          .contains(id)
          .doesNotContain("name-of-the-tenants")
          .doesNotContain(tenant.token())
          .doesNotContain(linked.instance().token())
          .doesNotContain(linked.phone().number());
    }
  }
}
