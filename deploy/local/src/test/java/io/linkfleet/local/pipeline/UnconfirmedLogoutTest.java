package io.linkfleet.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// WhatsApp does not say what it should: 200 is given for a removal that happened and for nothing
/// else.
class UnconfirmedLogoutTest {
  private static final String FAILED = "Failed to logout instance";

  private final FleetUnderTest fleet = FleetUnderTest.shared();
  private final Tenant tenant = fleet.newTenant();

  @AfterEach
  void honestAgain() {
    fleet.simulation().setFaults(Map.of());
  }

  @Test
  void theAnswerIs500AndTheUnlinkIsDoneLater() {
    var linked = tenant.createLinked("support");
    fleet.simulation().setFaults(Map.of("hangUnlink", true));

    linked.instance().logout().isFailure(500, FAILED);

    assertThat(linked.instance().listed().path("unlinkPending").asBoolean()).isTrue();
    assertThat(linked.phone().devices()).hasSize(1);

    fleet.simulation().setFaults(Map.of());
    await().atMost(Duration.ofSeconds(60)).until(() -> linked.phone().devices().isEmpty());
    linked.instance().logout().isLoggedOut();
    assertThat(linked.instance().listed().path("unlinkPending").asBoolean()).isFalse();
  }

  @Test
  void aRefusedConnectionIsNoConfirmationEither() {
    var linked = tenant.createLinked("support");
    fleet.simulation().setFaults(Map.of("refuseConnections", true, "dropBeforeUnlink", true));

    linked.instance().logout().isFailure(500, FAILED);

    assertThat(linked.phone().devices()).hasSize(1);

    honestAgain();
    await().atMost(Duration.ofSeconds(30)).until(() -> linked.phone().devices().isEmpty());
  }

  @Test
  void aConnectionLostAfterTheRemovalIsFoundOutByConnectingAgain() {
    var linked = tenant.createLinked("support");
    fleet.simulation().setFaults(Map.of("dropAfterUnlink", true));

    linked.instance().logout().isLoggedOut();

    assertThat(linked.phone().devices()).isEmpty();
  }

  @Test
  void aDeviceRemovedWordInsteadOfAResultIsAConfirmation() {
    var linked = tenant.createLinked("support");
    fleet.simulation().setFaults(Map.of("deviceRemovedFirst", true));

    linked.instance().logout().isLoggedOut();

    assertThat(linked.phone().devices()).isEmpty();
  }
}
