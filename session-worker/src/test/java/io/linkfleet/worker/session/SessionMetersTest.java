package io.linkfleet.worker.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkfleet.contract.Command.Delete;
import io.linkfleet.contract.Command.Logout;
import io.linkfleet.contract.InstanceId;
import io.linkfleet.contract.InstanceStatus;
import io.linkfleet.contract.Reply.Deleted;
import io.linkfleet.contract.Reply.Failed;
import io.linkfleet.contract.Reply.LoggedOut;
import io.linkfleet.simulator.SimulatedPhone;
import io.linkfleet.simulator.fault.Fault;
import io.linkfleet.simulator.fault.Faults;
import io.linkfleet.worker.session.Workbench.Owned;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What is counted while instances live, against a simulated WhatsApp.
class SessionMetersTest {
  private final Workbench bench;
  private final InstanceId instance;
  private final Owned owned;
  private SimulatedPhone phone;

  SessionMetersTest() throws IOException {
    bench = new Workbench();
    instance = bench.instance();
    owned = bench.own(instance);
  }

  @BeforeEach
  void linked() {
    phone = bench.simulator.phone("5511999980042");
    owned.linkedTo(phone);
    // What is stored is counted a moment later.
    Workbench.await(() -> bench.meters.get("linkfleet.pairings.online").timer().count() == 1);
  }

  @AfterEach
  void stop() throws IOException {
    owned.session().release().join();
    bench.close();
  }

  private double gauge(String name, String... tags) {
    return bench.meters.get(name).tags(tags).gauge().value();
  }

  private double count(String name, String... tags) {
    return bench.meters.get(name).tags(tags).counter().count();
  }

  @Test
  void aPairingIsCountedStepByStep() {
    assertThat(count("linkfleet.pairings", "step", "code_shown", "by", "qr")).isOne();
    assertThat(count("linkfleet.pairings", "step", "scanned", "by", "qr")).isOne();
    assertThat(bench.meters.get("linkfleet.pairings.online").timer().count()).isOne();
    assertThat(count("linkfleet.logins", "result", "online")).isOne();
  }

  @Test
  void asLongAsItIsHereASessionCountsWhereItStands() {
    assertThat(gauge("linkfleet.sessions", "state", "online")).isOne();
    assertThat(gauge("linkfleet.sessions", "state", "showing_qr")).isZero();
    owned.session().release().join();
    assertThat(gauge("linkfleet.sessions", "state", "online")).isZero();
  }

  @Test
  void aLogoutIsTimedFromTheUnlinkToItsConfirmation() {
    assertThat(owned.awaits(new Logout())).isEqualTo(new LoggedOut());
    assertThat(count("linkfleet.devices.unlinked", "origin", "api")).isOne();
    assertThat(bench.meters.get("linkfleet.unlinks").tag("result", "confirmed").timer().count())
        .isOne();
    assertThat(gauge("linkfleet.devices.departing")).isZero();
    assertThat(gauge("linkfleet.sessions", "state", "unlinked")).isOne();
  }

  @Test
  void aDeletionIsNoLogout() {
    assertThat(owned.awaits(new Delete())).isEqualTo(new Deleted());
    Workbench.await(() -> phone.devices().isEmpty());
    Workbench.await(() -> gauge("linkfleet.devices.departing") == 0);
    assertThat(count("linkfleet.devices.unlinked", "origin", "delete")).isOne();
  }

  @Test
  void whatThePhoneUnlinksIsCountedAsThePhones() {
    phone.unlink(phone.devices().getFirst().device());
    Workbench.await(() -> bench.record(instance).status() == InstanceStatus.LOGGED_OUT);
    Workbench.await(() -> gauge("linkfleet.sessions", "state", "unlinked") == 1);
    assertThat(count("linkfleet.devices.unlinked", "origin", "phone")).isOne();
    assertThat(count("linkfleet.connections.ended", "cause", "unlinked")).isOne();
  }

  @Test
  void whatHasNotHappenedYetIsCountedAsZero() {
    assertThat(count("linkfleet.connections.ended", "cause", "keep_alive_unanswered")).isZero();
    assertThat(count("linkfleet.logins", "result", "refused_client_outdated")).isZero();
    assertThat(count("linkfleet.pairings", "step", "failed", "by", "number")).isZero();
    assertThat(count("linkfleet.devices.unlinked", "origin", "phone")).isZero();
    assertThat(bench.meters.get("linkfleet.unlinks").tag("result", "silent").timer().count())
        .isZero();
  }

  @Test
  void aDeviceThatCannotLeaveYetGrowsOld() {
    bench.simulator.faults(Faults.of(Fault.REFUSE_CONNECTIONS));
    bench.simulator.dropConnections();
    assertThat(owned.asks(new Logout(), Duration.ofMillis(300)).join()).isInstanceOf(Failed.class);
    Workbench.await(() -> gauge("linkfleet.devices.departing.age") > 0);
    assertThat(gauge("linkfleet.devices.departing")).isOne();
    assertThat(count("linkfleet.logins", "result", "unreachable")).isPositive();
  }

  @Test
  void itsAgeSurvivesATakeover() {
    bench.simulator.faults(Faults.of(Fault.REFUSE_CONNECTIONS));
    bench.simulator.dropConnections();
    assertThat(owned.asks(new Logout(), Duration.ofMillis(300)).join()).isInstanceOf(Failed.class);
    Workbench.await(() -> gauge("linkfleet.devices.departing.age") > 0.5);
    owned.session().release().join();
    assertThat(gauge("linkfleet.devices.departing.age")).isZero();
    Owned next = bench.own(instance);
    next.session().activate();
    Workbench.await(() -> gauge("linkfleet.devices.departing") == 1);
    assertThat(gauge("linkfleet.devices.departing.age")).isGreaterThan(0.5);
    next.session().release().join();
  }
}
