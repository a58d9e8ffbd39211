package io.linkfleet.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// A part of the fleet is gone: the answer still comes within the deadline, is never a false 200,
/// and all is well again when the part is back.
class OutageTest {
  private static final String FAILED = "Failed to logout instance";
  private static final Duration RECOVERED_WITHIN = Duration.ofSeconds(60);

  private final FleetUnderTest fleet = FleetUnderTest.shared();
  private final Tenant tenant = fleet.newTenant();

  @Test
  void withoutAWorkerTheAnswerIs500AndTheLogoutIsCarriedOutByTheNext() {
    var linked = tenant.createLinked("support");
    fleet.stopWorker();
    try {
      isAnsweredInTime(() -> linked.instance().logout().isFailure(500, FAILED));
    } finally {
      fleet.startWorker();
    }

    await().atMost(RECOVERED_WITHIN).until(() -> linked.phone().devices().isEmpty());
    linked.instance().awaitStatus("loggedout");
  }

  @Test
  void withoutABrokerTheAnswerIs500() {
    var linked = tenant.createLinked("support");
    String since = connectedSince(linked);
    fleet.stopBroker();
    try {
      isAnsweredInTime(() -> linked.instance().logout().isFailure(500, FAILED));
      assertThat(connectedSince(linked)).isEqualTo(since);
    } finally {
      fleet.startBroker();
    }

    awaitLogout(linked);
  }

  @Test
  void withoutRedisTheAnswerIs500() {
    var linked = tenant.createLinked("support");
    String since = connectedSince(linked);
    fleet.stopRedis();
    try {
      isAnsweredInTime(() -> linked.instance().logout().isFailure(500, FAILED));
    } finally {
      fleet.startRedis();
    }

    linked.instance().awaitStatus("connected");
    assertThat(connectedSince(linked)).isEqualTo(since);
    awaitLogout(linked);
  }

  /// The same for as long as the connection stays up.
  private static String connectedSince(Tenant.Linked linked) {
    return linked.instance().listed().path("stateSince").asString();
  }

  private static void awaitLogout(Tenant.Linked linked) {
    await()
        .atMost(RECOVERED_WITHIN)
        .pollInterval(Duration.ofSeconds(2))
        .until(() -> linked.instance().logout().status() == 200);
    assertThat(linked.phone().devices()).isEmpty();
  }

  private static void isAnsweredInTime(Runnable call) {
    Instant before = Instant.now();
    call.run();
    assertThat(Duration.between(before, Instant.now()))
        .isLessThan(FleetUnderTest.DEADLINE.plusSeconds(3));
  }
}
