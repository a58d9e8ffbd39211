package io.linkfleet.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What the worker tells an operator of one instance.
class InspectionTest {
  private final FleetUnderTest fleet = FleetUnderTest.shared();
  private final Tenant tenant = fleet.newTenant();

  @Test
  void anInstanceIsToldWithItsStateAndHowItCameThere() {
    Tenant.Instance instance = tenant.create("inspected");
    Simulation.Phone phone = instance.link();
    JsonNode told = session(idOf(instance)).json();
    assertThat(told.at("/state").asString()).isEqualTo("Online");
    assertThat(told.at("/status").asString()).isEqualTo("connected");
    assertThat(told.at("/departing").asInt()).isZero();
    assertThat(told.at("/since").asString()).isNotEmpty();
    assertThat(told.at("/transitions").valueStream().map(step -> step.at("/to").asString()))
        .containsSubsequence("Registering", "ShowingQr", "Confirming", "LoggingIn", "Online");
    assertThat(told.toString()).doesNotContain(phone.number(), tenant.token(), instance.token());
  }

  @Test
  void oneThatNobodyAskedForIsOwnedAndNotInMemory() {
    JsonNode told = session("0123456789abcdef0123456789abcdef").json();
    assertThat(told.at("/loaded").asBoolean()).isFalse();
    assertThat(told.at("/owner").asString()).isNotEmpty();
  }

  @Test
  void whatIsNoIdIsToldSo() {
    assertThat(session("support").status()).isEqualTo(400);
  }

  /// As the topic of events tells it.
  private String idOf(Tenant.Instance instance) {
    await().until(() -> !fleet.events().about(instance.name()).isEmpty());
    return fleet.events().about(instance.name()).getFirst().event().instance().value();
  }

  private Response session(String id) {
    return fleet.worker().get("/sessions/" + id);
  }
}
