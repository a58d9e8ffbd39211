package io.linkfleet.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// WhatsApp refuses our client as too old until a newer version is published.
class OutdatedClientTest {
  private static final int NEWER = 2_000_000_000;

  private final FleetUnderTest fleet = FleetUnderTest.shared();
  private final Tenant tenant = fleet.newTenant();

  @AfterEach
  void asBefore() {
    fleet.simulation().beHonest();
    fleet.versionPage().publish(0);
  }

  @Test
  void onceANewerVersionIsPublishedNobodyHasToCall() {
    var stays = tenant.createLinked("stays");
    var leaves = tenant.createLinked("leaves");
    fleet.simulation().setFaults(Map.of("failureReason", 405));
    fleet.dropConnections();
    stays.instance().awaitStatus("disconnected");
    leaves.instance().awaitStatus("disconnected");
    assertThat(stays.instance().listed().at("/connection/reason").asString())
        .isEqualTo("client_outdated");
    leaves.instance().logout().isFailure(500, "Failed to logout instance");

    fleet.simulation().beHonest();
    fleet.versionPage().publish(NEWER);

    stays.instance().awaitStatus("connected");
    await().atMost(Duration.ofSeconds(30)).until(() -> leaves.phone().devices().isEmpty());
    assertThat(stays.phone().devices()).hasSize(1);
  }
}
