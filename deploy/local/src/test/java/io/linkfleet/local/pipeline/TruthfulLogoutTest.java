package io.linkfleet.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A logout says 200 for a device that is gone, else 500, and then sees to it: nobody has to call
/// again, and the instance never comes back online by itself.
class TruthfulLogoutTest {
  private static final String FAILED = "Failed to logout instance";
  private static final Duration GONE_WITHIN = Duration.ofSeconds(60);

  private final FleetUnderTest fleet = FleetUnderTest.shared();
  private final Tenant tenant = fleet.newTenant();

  @AfterEach
  void honestAgain() {
    fleet.simulation().beHonest();
  }

  @Test
  void whatsAppAnswersTheUnlinkWithAnError() {
    var linked = tenant.createLinked("truth-error");
    fleet.simulation().setFaults(Map.of("unlinkError", 503));

    linked.instance().logout().isFailure(500, FAILED);

    isPending(linked);
    fleet.simulation().beHonest();
    isGoneWithoutAnotherCall(linked);
  }

  @Test
  void whatsAppIsUnreachable() {
    var linked = tenant.createLinked("truth-unreachable");
    cutOff();

    linked.instance().logout().isFailure(500, FAILED);

    isPending(linked);
    fleet.simulation().beHonest();
    isGoneWithoutAnotherCall(linked);
  }

  @Test
  void theWorkerIsRestartedAndWhatsAppIsUnreachable() {
    var linked = tenant.createLinked("truth-restart");
    cutOff();
    linked.instance().logout().isFailure(500, FAILED);

    fleet.stopWorker();
    fleet.startWorker();

    long refused = fleet.simulation().stat("refusedConnections");
    await().until(() -> fleet.simulation().stat("refusedConnections") > refused);
    isPending(linked);
    linked.instance().logout().isFailure(500, FAILED);
    fleet.simulation().beHonest();
    isGoneWithoutAnotherCall(linked);
  }

  @Test
  void theSocketDiedAMomentBefore() {
    var linked = tenant.createLinked("truth-socket");
    fleet.dropConnections();

    linked.instance().logout().isLoggedOut();

    assertThat(linked.phone().devices()).isEmpty();
    isGoneWithoutAnotherCall(linked);
  }

  @Test
  void aDeviceLinkedMeanwhileIsNotTheOneThatGoes() {
    var linked = tenant.createLinked("truth-meanwhile");
    fleet.simulation().setFaults(Map.of("hangUnlink", true));
    linked.instance().logout().isFailure(500, FAILED);

    Simulation.Phone other = linked.instance().link();
    fleet.simulation().beHonest();

    await().atMost(GONE_WITHIN).until(() -> linked.phone().devices().isEmpty());
    awaitNothingPending(linked);
    assertThat(other.devices()).hasSize(1);
    linked.instance().awaitStatus("connected");
  }

  private void cutOff() {
    fleet.simulation().setFaults(Map.of("refuseConnections", true));
    fleet.dropConnections();
  }

  private static void isPending(Tenant.Linked linked) {
    assertThat(linked.instance().isUnlinkPending()).isTrue();
    assertThat(linked.instance().listed().path("status").asString()).isEqualTo("loggedout");
    assertThat(linked.phone().devices()).hasSize(1);
  }

  private void isGoneWithoutAnotherCall(Tenant.Linked linked) {
    await().atMost(GONE_WITHIN).until(() -> linked.phone().devices().isEmpty());
    awaitNothingPending(linked);
    String name = linked.instance().name();
    await().until(() -> fleet.events().storyOf(name).contains("logged_out api"));
    assertThat(fleet.events().storyOf(name).stream().filter("connected login"::equals))
        .as("only the link before the logout")
        .hasSize(1);
    assertThat(linked.instance().listed().path("status").asString()).isEqualTo("loggedout");
  }

  private static void awaitNothingPending(Tenant.Linked linked) {
    await()
        .atMost(GONE_WITHIN)
        .pollInterval(Duration.ofMillis(500))
        .until(() -> !linked.instance().isUnlinkPending());
  }
}
