package io.linkfleet.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What WhatsApp may say to `remove-companion-device`, and what comes of each. A confirmation in
/// any form is one; of everything else it is found out by connecting again, or given up for now.
/// Silence, and loss after the removal, are in [UnconfirmedLogoutTest].
class UnlinkAnswersTest {
  private static final Duration GONE_WITHIN = Duration.ofSeconds(30);

  private final FleetUnderTest fleet = FleetUnderTest.shared();
  private final Tenant.Linked linked = fleet.newTenant().createLinked("support");
  private long received;

  @BeforeEach
  void countUnlinks() {
    received = fleet.simulation().stat("unlinksReceived");
  }

  @AfterEach
  void honestAgain() {
    fleet.simulation().beHonest();
  }

  @ParameterizedTest
  @ValueSource(strings = {"resultOnly", "deviceRemovedOnly", "deviceRemovedFirst"})
  void aConfirmationOfAnyFormIsOne(String form) {
    fleet.simulation().setFaults(Map.of(form, true));

    linked.instance().logout().isLoggedOut();

    assertThat(linked.phone().devices()).isEmpty();
    isOver();
    assertThat(unlinks()).isEqualTo(1);
  }

  /// Of which none says whether the device is gone.
  @Nested
  class AnErrorOrAPlainClose {
    @ParameterizedTest
    @ValueSource(ints = {401, 404, 429, 500})
    void isTriedAgainAlsoWhenTheCallerWasToldThatItIsNotConfirmed(int code) {
      stays(Map.of("unlinkError", code));
    }

    @Test
    void closedIsTriedAgainLikewise() {
      stays(Map.of("dropBeforeUnlink", true));
    }

    private void stays(Map<String, ?> fault) {
      fleet.simulation().setFaults(fault);

      linked.instance().logout().isFailure(500, "Failed to logout instance");

      assertThat(linked.instance().isUnlinkPending()).isTrue();
      assertThat(linked.phone().devices()).hasSize(1);
      assertThat(unlinks()).as("tried again, with back-off").isBetween(2L, 20L);
      fleet.simulation().beHonest();
      await().atMost(GONE_WITHIN).until(() -> linked.phone().devices().isEmpty());
      isOver();
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 404, 429, 500})
    void onceIsMadeGoodBeforeTheCallerIsAnswered(int code) {
      isMadeGood(Map.of("unlinkError", code));
    }

    @Test
    void onceClosedIsMadeGoodToo() {
      isMadeGood(Map.of("dropBeforeUnlink", true));
    }

    private void isMadeGood(Map<String, ?> fault) {
      CompletableFuture<Response> logout = logoutMeets(fault);
      fleet.simulation().beHonest();

      logout.join().isLoggedOut();
      assertThat(linked.phone().devices()).isEmpty();
      isOver();
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 500})
    void isAConfirmationOnceTheDeviceIsFoundGone(int code) {
      CompletableFuture<Response> logout = logoutMeets(Map.of("unlinkError", code));
      linked.phone().unlinkFirstDevice();

      logout.join().isLoggedOut();
      isOver();
    }

    private CompletableFuture<Response> logoutMeets(Map<String, ?> fault) {
      fleet.simulation().setFaults(fault);
      CompletableFuture<Response> logout = Moment.inBackground(linked.instance()::logout);
      await().until(() -> unlinks() > 0);
      return logout;
    }
  }

  /// The request itself is at fault: the caller need not wait for the deadline to hear of it.
  @ParameterizedTest
  @ValueSource(ints = {400, 403, 405})
  void aRefusalIsSaidAtOnceAndNotForgotten(int code) {
    fleet.simulation().setFaults(Map.of("unlinkError", code));
    Instant before = Instant.now();

    linked.instance().logout().isFailure(500, "Failed to logout instance");

    assertThat(Duration.between(before, Instant.now())).isLessThan(FleetUnderTest.DEADLINE);
    assertThat(linked.instance().isUnlinkPending()).isTrue();
    assertThat(linked.phone().devices()).hasSize(1);
    fleet.simulation().beHonest();
    await().atMost(GONE_WITHIN).until(() -> linked.phone().devices().isEmpty());
    isOver();
  }

  private long unlinks() {
    return fleet.simulation().stat("unlinksReceived") - received;
  }

  private void isOver() {
    await()
        .atMost(GONE_WITHIN)
        .pollInterval(Duration.ofMillis(500))
        .until(() -> !linked.instance().isUnlinkPending());
    assertThat(linked.instance().listed().path("status").asString()).isEqualTo("loggedout");
    String noSession = "Instance has no saved session — call /connect first";
    linked.instance().reconnect().isFailure(400, noSession);
    assertThat(linked.phone().devices()).isEmpty();
  }
}
