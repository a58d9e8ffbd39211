package io.linkfleet.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A logout that meets the instance on its way to being connected, at each step of it. Whatever it
/// meets, the answer is true when it comes and no device is left behind.
class LogoutRacesTest {
  private static final Duration GONE_WITHIN = Duration.ofSeconds(30);

  private final FleetUnderTest fleet = FleetUnderTest.shared();
  private final Tenant tenant = fleet.newTenant();

  @AfterEach
  void honestAgain() {
    fleet.simulation().beHonest();
  }

  @ParameterizedTest
  @EnumSource(Moment.class)
  void whatsAppGoesOnInTime(Moment moment) {
    Moment.Scene scene = moment.enter(fleet, tenant);

    CompletableFuture<Response> logout = Moment.inBackground(scene.instance()::logout);
    scene.instance().awaitStatus("loggedout");
    fleet.simulation().beHonest();

    logout.join().isLoggedOut();
    assertThat(scene.phone().devices()).isEmpty();
    scene
        .waiting()
        .ifPresent(connect -> connect.join().isFailure(500, "Failed to connect instance"));
    isOver(scene);
  }

  /// Out of reach altogether is in the table of [LegalFromEveryStateTest].
  @ParameterizedTest
  @EnumSource(
      value = Moment.class,
      names = {"PAIRED", "RESTARTED", "LOGGING_IN", "RECONNECTING"})
  void whatsAppStandsStillBeyondTheDeadline(Moment moment) {
    assertThat(moment.hasDevice()).isTrue();
    Moment.Scene scene = moment.enter(fleet, tenant);

    scene.instance().logout().isFailure(500, "Failed to logout instance");
    assertThat(scene.instance().isUnlinkPending()).isTrue();
    assertThat(scene.phone().devices()).hasSize(1);

    fleet.simulation().beHonest();
    await().atMost(GONE_WITHIN).until(() -> scene.phone().devices().isEmpty());
    isOver(scene);
  }

  @ParameterizedTest
  @EnumSource(
      value = Moment.class,
      names = {"NO_CODE_YET", "CODE_SHOWN", "SCANNED"})
  void withoutADeviceNobodyWaitsForWhatsApp(Moment moment) {
    assertThat(moment.hasDevice()).isFalse();
    Moment.Scene scene = moment.enter(fleet, tenant);

    scene.instance().logout().isLoggedOut();

    assertThat(scene.phone().devices()).isEmpty();
    isOver(scene);
  }

  @ParameterizedTest
  @EnumSource(Moment.class)
  void aDeleteLeavesNothingBehindEither(Moment moment) {
    Moment.Scene scene = moment.enter(fleet, tenant);
    Tenant.Instance instance = scene.instance();

    assertThat(Call.DELETE.make(tenant, instance, "").status()).isEqualTo(200);
    assertThat(tenant.statusOf(instance.name())).isEmpty();
    fleet.simulation().beHonest();

    await().atMost(GONE_WITHIN).until(() -> scene.phone().devices().isEmpty());
    scene.waiting().ifPresent(connect -> assertThat(connect.join().status()).isEqualTo(500));
    scene
        .code()
        .ifPresent(code -> assertThat(scene.phone().tryScan(code).status()).isNotEqualTo(200));
  }

  /// Nothing is held: who comes first differs from one to the next.
  @Test
  void theScanAndTheLogoutComeTogether() {
    List<Tenant.Instance> instances =
        IntStream.range(0, 15).mapToObj(each -> tenant.create("support-" + each)).toList();
    var races =
        instances.stream()
            .map(instance -> Moment.inBackground(() -> scanAgainstLogout(instance)))
            .toList();

    races.forEach(race -> assertThat(race.join().devices()).isEmpty());
    instances.forEach(instance -> instance.awaitStatus("loggedout"));
    races.forEach(race -> assertThat(race.join().devices()).isEmpty());
  }

  private Simulation.Phone scanAgainstLogout(Tenant.Instance instance) {
    Simulation.Phone phone = fleet.simulation().newPhone();
    String code = instance.qrCode();
    var scan = Moment.inBackground(() -> phone.tryScan(code));
    instance.logout().isLoggedOut();
    assertThat(phone.devices()).isEmpty();
    scan.join();
    return phone;
  }

  /// Logged out, with nothing left but the record, which links again.
  private void isOver(Moment.Scene scene) {
    fleet.simulation().beHonest();
    Tenant.Instance instance = scene.instance();
    await()
        .atMost(GONE_WITHIN)
        .pollInterval(Duration.ofMillis(500))
        .until(() -> !instance.isUnlinkPending());
    assertThat(instance.listed().path("status").asString()).isEqualTo("loggedout");
    scene
        .code()
        .ifPresent(code -> assertThat(scene.phone().tryScan(code).status()).isNotEqualTo(200));
    instance.reconnect().isFailure(400, "Instance has no saved session — call /connect first");

    assertThat(instance.link().devices()).hasSize(1);
    assertThat(scene.phone().devices()).isEmpty();
  }
}
