package io.linkfleet.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;

class MainJobTest {
  private final FleetUnderTest fleet = FleetUnderTest.shared();
  private final Tenant tenant = fleet.newTenant();

  @Test
  void afterALogoutTheSameInstanceLinksAgainWithAFreshCode() {
    var linked = tenant.createLinked("support");
    String token = linked.instance().token();
    linked.instance().logout().isLoggedOut();

    Simulation.Phone second = linked.instance().link();

    assertThat(linked.instance().token()).isEqualTo(token);
    assertThat(linked.phone().devices()).isEmpty();
    assertThat(second.devices()).hasSize(1);
    linked.instance().logout().isLoggedOut();
    assertThat(second.devices()).isEmpty();
  }

  @Test
  void aConnectedInstanceNeedsNoCode() {
    var linked = tenant.createLinked("support");

    Response again = linked.instance().connect();

    assertThat(again.status()).isEqualTo(200);
    assertThat(again.json().path("message").asString()).isEqualTo("Instance already connected");
    assertThat(again.json().path("status").asString()).isEqualTo("connected");
  }

  @Test
  void everyCodeOfOneInstanceIsDifferent() {
    var instance = tenant.create("support");
    String first = instance.qrCode();
    instance.logout().isLoggedOut();

    assertThat(instance.qrCode()).isNotEqualTo(first);
  }

  @Test
  void aRestartedWorkerBringsALinkedInstanceOnlineAgain() {
    var linked = tenant.createLinked("support");
    long logins = fleet.simulation().stat("logins");

    fleet.stopWorker();
    fleet.startWorker();

    await().until(() -> fleet.simulation().stat("logins") > logins);
    linked.instance().awaitStatus("connected");
    assertThat(fleet.simulation().stat("mostConnectionsOfOneDevice")).isEqualTo(1);
    linked.instance().logout().isLoggedOut();
    assertThat(linked.phone().devices()).isEmpty();
  }
}
