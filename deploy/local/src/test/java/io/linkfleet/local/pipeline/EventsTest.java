package io.linkfleet.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What consumers of `linkfleet.events` are told of an instance's life.
class EventsTest {
  private static final Duration TOLD_WITHIN = Duration.ofSeconds(30);

  private final FleetUnderTest fleet = FleetUnderTest.shared();
  private final Tenant tenant = fleet.newTenant();

  @AfterEach
  void honestAgain() {
    fleet.simulation().beHonest();
  }

  @Test
  void aWholeLifeIsToldInOrderWithoutGapsAndWithoutSecrets() {
    Tenant.Instance instance = tenant.create("events-whole-life");
    Simulation.Phone live = instance.link();
    live.unlinkFirstDevice();
    instance.awaitStatus("loggedout");
    Simulation.Phone absent = instance.link();
    unlinkWhileAway(instance, absent);
    Simulation.Phone loggedOut = instance.link();
    instance.logout().isLoggedOut();
    Simulation.Phone deleted = instance.link();
    assertThat(Call.DELETE.make(tenant, instance, "").status()).isEqualTo(200);
    await().until(() -> deleted.devices().isEmpty());

    awaitStory(
        instance.name(),
        "connecting api",
        "connected login",
        "loggedout phone",
        "logged_out phone",
        "connecting api",
        "connected login",
        "connecting connection_lost",
        "loggedout phone",
        "logged_out phone",
        "connecting api",
        "connected login",
        "loggedout api",
        "logged_out api",
        "connecting api",
        "connected login",
        "disconnected deleted",
        "logged_out api");
    isNumberedWithoutGaps(instance.name());
    isWithoutSecrets(instance, live, absent, loggedOut, deleted);
  }

  @Test
  void anUnlinkThatTakesManyAttemptsIsToldOnce() {
    Tenant.Linked linked = tenant.createLinked("events-many-attempts");
    fleet.simulation().setFaults(Map.of("dropBeforeUnlink", true));
    linked.instance().logout().isFailure(500, "Failed to logout instance");
    assertThat(fleet.events().storyOf(linked.instance().name())).doesNotContain("logged_out api");

    fleet.simulation().beHonest();
    awaitStory(
        linked.instance().name(),
        "connecting api",
        "connected login",
        "loggedout api",
        "logged_out api");
    linked.instance().logout().isLoggedOut();
    isNumberedWithoutGaps(linked.instance().name());
    assertThat(fleet.events().storyOf(linked.instance().name())).hasSize(4);
  }

  private void unlinkWhileAway(Tenant.Instance instance, Simulation.Phone phone) {
    fleet.simulation().setFaults(Map.of("refuseConnections", true));
    fleet.dropConnections();
    instance.awaitStatus("connecting");
    phone.unlinkFirstDevice();
    fleet.simulation().beHonest();
    instance.awaitStatus("loggedout");
  }

  private void awaitStory(String name, String... story) {
    await()
        .atMost(TOLD_WITHIN)
        .untilAsserted(() -> assertThat(fleet.events().storyOf(name)).containsExactly(story));
  }

  private void isNumberedWithoutGaps(String name) {
    List<Long> sequences =
        fleet.events().about(name).stream().map(told -> told.event().sequence()).toList();
    assertThat(sequences)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, sequences.size()).boxed().toList());
  }

  private void isWithoutSecrets(Tenant.Instance instance, Simulation.Phone... phones) {
    for (EventLog.Told told : fleet.events().about(instance.name())) {
      assertThat(told.raw()).doesNotContain(instance.token(), tenant.token());
      for (Simulation.Phone phone : phones) {
        assertThat(told.raw()).doesNotContain(phone.number());
      }
    }
  }
}
