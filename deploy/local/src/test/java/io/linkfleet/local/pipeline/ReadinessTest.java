package io.linkfleet.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Ready is who can do his work now; alive is who is not helped by a restart. What gateways and
/// workers rest on may go and come back: they are not ready meanwhile, and alive all the time.
class ReadinessTest {
  private static final Duration NOTICED_WITHIN = Duration.ofSeconds(30);
  private static final Duration RECOVERED_WITHIN = Duration.ofSeconds(60);

  private final FleetUnderTest fleet = FleetUnderTest.shared();

  @AfterEach
  void allIsWellAgain() {
    await()
        .atMost(RECOVERED_WITHIN)
        .until(() -> isReady(fleet.gateway()) && isReady(fleet.worker()));
  }

  @Test
  void withoutABrokerNobodyIsReadyAndEverybodyAlive() {
    assertThat(isReady(fleet.gateway())).isTrue();
    assertThat(isReady(fleet.worker())).isTrue();
    fleet.stopBroker();
    try {
      nobodyIsReadyAndEverybodyAlive();
    } finally {
      fleet.startBroker();
    }
  }

  @Test
  void whileRedisStandsStillNobodyIsReadyAndEverybodyAlive() {
    fleet.freezeRedis();
    try {
      nobodyIsReadyAndEverybodyAlive();
    } finally {
      fleet.thawRedis();
    }
  }

  @Test
  void aWorkerThatIsNotInTheGroupYetIsAliveAndNotReady() {
    fleet.stopWorker();
    fleet.stopBroker();
    CompletableFuture<Void> starting = CompletableFuture.runAsync(fleet::startWorker);
    try {
      await().atMost(NOTICED_WITHIN).until(() -> isAlive(fleet.worker()));
      assertThat(isReady(fleet.worker())).isFalse();
      assertThat(starting).isNotDone();
    } finally {
      fleet.startBroker();
    }
    starting.join();
  }

  @Test
  void withoutAWorkerAGatewayIsReadyAllTheSame() {
    fleet.stopWorker();
    try {
      assertThat(isReady(fleet.gateway())).isTrue();
    } finally {
      fleet.startWorker();
    }
  }

  private void nobodyIsReadyAndEverybodyAlive() {
    await()
        .atMost(NOTICED_WITHIN)
        .until(() -> !isReady(fleet.gateway()) && !isReady(fleet.worker()));
    assertThat(isAlive(fleet.gateway())).isTrue();
    assertThat(isAlive(fleet.worker())).isTrue();
  }

  private static boolean isReady(Http management) {
    return answers(management, "readiness");
  }

  private static boolean isAlive(Http management) {
    return answers(management, "liveness");
  }

  private static boolean answers(Http management, String probe) {
    try {
      return management.get("/actuator/health/" + probe).status() == 200;
    } catch (UncheckedIOException nobodyListens) {
      return false;
    }
  }
}
