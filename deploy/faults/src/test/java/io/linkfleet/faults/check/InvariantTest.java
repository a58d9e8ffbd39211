package io.linkfleet.faults.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkfleet.faults.chronicle.Attempt;
import io.linkfleet.faults.chronicle.Device;
import io.linkfleet.faults.chronicle.Device.Ask;
import io.linkfleet.faults.chronicle.Op;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Each invariant is shown a fleet that keeps it and fleets that broke it.
class InvariantTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration TOO_LONG = Duration.ofSeconds(17);

  private static Device asked(int status) {
    return Case.device().asAsked(new Ask("suite-1", Op.LOGOUT, status));
  }

  private static List<String> found(Invariant invariant, Case about) {
    return invariant.violations(about.evidence());
  }

  @Test
  void whereAllIsWellNothingIsFound() {
    Case well =
        new Case()
            .device(Case.device())
            .listedByPhone(1)
            .status("connected")
            .stored(true, 0, 2, 0)
            .event(1, "one")
            .event(2, "two")
            .event(2, "two")
            .overlap(40, 2, 3, 3)
            .call(Op.LOGOUT, SECOND, 500, "Failed to logout instance");
    assertThat(Invariant.all()).allSatisfy(each -> assertThat(found(each, well)).isEmpty());
  }

  @Nested
  class AConfirmedLogout {
    private final Invariant invariant = new ConfirmedMeansGone();

    @Test
    void whoseDeviceIsBackIsFound() {
      Case about = new Case().device(asked(200).asConfirmed(false)).listedByPhone(0);
      assertThat(found(invariant, about)).hasSize(1);
    }

    @Test
    void whoseDeviceWasThereStillAtThatMomentIsFound() {
      assertThat(found(invariant, new Case().device(asked(200).asConfirmed(true)))).hasSize(1);
    }
  }

  @Nested
  class ASlowWorker {
    private final Invariant invariant = new SlownessStaysAtHome();

    private Case calledFor(String owner, Duration took) {
      return new Case()
          .slow("worker-1")
          .owner(owner)
          .call(Op.LOGOUT, took, 200, "Instance logged out");
    }

    @Test
    void thatDelaysOthersIsFound() {
      assertThat(found(invariant, calledFor("worker-2", SECOND.multipliedBy(3)))).hasSize(1);
    }

    @Test
    void mayDelayItsOwn() {
      assertThat(found(invariant, calledFor("worker-1", SECOND.multipliedBy(3)))).isEmpty();
    }

    @Test
    void isNotBlamedWhereOthersAreQuick() {
      assertThat(found(invariant, calledFor("worker-2", SECOND))).isEmpty();
    }

    @Test
    void isNotBlamedForWhatMayHaveBeenItsOwn() {
      Case about =
          calledFor("worker-2", SECOND.multipliedBy(3))
              .call(Op.CREATE, SECOND, 201, "Instance created");
      assertThat(found(invariant, about)).isEmpty();
    }
  }

  @Nested
  class AnUnlinkThatWasAskedFor {
    private final Invariant invariant = new NoUnlinkForgotten();

    @Test
    void andAnswered500IsFoundWhileTheDeviceIsLinked() {
      assertThat(found(invariant, new Case().device(asked(500)).listedByPhone(1))).hasSize(1);
    }

    @Test
    void andWasTakenOnIsFoundWhateverTheReason() {
      Case about = new Case().device(asked(500)).listedByPhone(1).reason("STORE_UNAVAILABLE");
      assertThat(found(invariant, about)).hasSize(1);
    }

    @Test
    void ofAGatewayThatCouldNotTellWhoCallsWasNotAskedOfTheFleet() {
      Case about = new Case().device(asked(500)).listedByPhone(1).reason("registry unavailable: x");
      assertThat(found(invariant, about)).isEmpty();
    }

    @Test
    void isDoneOnceTheDeviceIsGone() {
      assertThat(found(invariant, new Case().device(asked(500)))).isEmpty();
    }

    @Test
    void ofNoGatewayWasNotAskedOfTheFleet() {
      assertThat(found(invariant, new Case().device(asked(0)).listedByPhone(1))).isEmpty();
    }
  }

  @Nested
  class ALinkedDevice {
    @Test
    void thatVanishedIsFound() {
      assertThat(found(new NoPairingLost(), new Case().device(Case.device()))).hasSize(1);
    }

    @Test
    void thatSomebodyWantedGoneMayVanish() {
      Case about = new Case().device(Case.device().asRemovedOnPhone()).device(asked(500));
      assertThat(found(new NoPairingLost(), about)).isEmpty();
    }

    @Test
    void thatIsOfflineIsFound() {
      Case about = new Case().device(Case.device()).listedByPhone(0).status("connected");
      assertThat(found(new EverybodyOnline(), about)).hasSize(1);
    }

    @Test
    void thatTheApiDoesNotCallConnectedIsFound() {
      Case about = new Case().device(Case.device()).listedByPhone(1).status("connecting");
      assertThat(found(new EverybodyOnline(), about)).hasSize(1);
    }

    @Test
    void thatNobodyKnowsIsFound() {
      assertThat(found(new EverybodyOnline(), new Case().listedByPhone(1))).hasSize(1);
    }
  }

  @Nested
  class TwoConnectionsOfADevice {
    private final Invariant invariant = new OneConnectionPerDevice();

    @Test
    void forLongerThanAnInstantAreFound() {
      assertThat(found(invariant, new Case().overlap(1_500, 2, 0, 0))).hasSize(1);
    }

    @Test
    void andAThirdAreFound() {
      assertThat(found(invariant, new Case().overlap(0, 3, 0, 0))).hasSize(1);
    }

    @Test
    void inTheEndAreFound() {
      assertThat(found(invariant, new Case().listedByPhone(2))).hasSize(1);
    }

    @Test
    void thatReplaceEachOtherAgainAndAgainAreFound() {
      assertThat(found(invariant, new Case().overlap(5, 2, 100, 20))).hasSize(1);
    }
  }

  @Nested
  class ACall {
    private final Invariant invariant = new AnsweredInTime();

    @Test
    void thatTookTooLongIsFound() {
      Case about = new Case().call(Op.LOGOUT, TOO_LONG, 200, "Instance logged out");
      assertThat(found(invariant, about)).hasSize(1);
    }

    @Test
    void withAnAnswerThatTheContractDoesNotKnowIsFound() {
      Case about = new Case().call(Op.LOGOUT, SECOND, 503, "Service unavailable");
      assertThat(found(invariant, about)).hasSize(1);
    }

    @Test
    void thatNobodyAnsweredIsFound() {
      assertThat(found(invariant, new Case().unanswered(Attempt.Result.BROKEN))).hasSize(1);
    }

    @Test
    void thatNobodyAnsweredIsExcusedWhileItsGatewayWasDown() {
      Case about =
          new Case()
              .unanswered(Attempt.Result.SILENT)
              .outage("gateway-1", Case.NOON.minusSeconds(3), Case.NOON.plusSeconds(1));
      assertThat(found(invariant, about)).isEmpty();
    }

    @Test
    void isNotExcusedByWhatHappenedToOthersOrLongBefore() {
      Case about =
          new Case()
              .unanswered(Attempt.Result.SILENT)
              .outage("gateway-2", Case.NOON, Case.NOON.plusSeconds(1))
              .outage("gateway-1", Case.NOON.minusSeconds(60), Case.NOON.minusSeconds(50));
      assertThat(found(invariant, about)).hasSize(1);
    }
  }

  @Nested
  class AnEvent {
    private final Invariant invariant = new EventsWithoutGaps();

    @Test
    void thatIsMissingIsFound() {
      assertThat(found(invariant, new Case().event(1, "one").event(3, "three"))).hasSize(1);
    }

    @Test
    void thatComesBeforeItsPredecessorIsFound() {
      Case about = new Case().event(2, "two").event(1, "one");
      assertThat(found(invariant, about)).isNotEmpty();
    }

    @Test
    void thatIsTwoEventsIsFound() {
      assertThat(found(invariant, new Case().event(1, "one").event(1, "other"))).hasSize(1);
    }

    @Test
    void thatWasCountedAndNeverPublishedIsFound() {
      assertThat(found(invariant, new Case().event(1, "one").stored(false, 0, 2, 0))).hasSize(1);
    }

    @Test
    void thatWaitsForTheBrokerIsFound() {
      assertThat(found(invariant, new Case().event(1, "one").stored(false, 0, 1, 1))).hasSize(1);
    }
  }

  @Nested
  class Keys {
    private final Invariant invariant = new NoKeysLeft();

    @Test
    void ofAnUnlinkedDeviceAreFound() {
      assertThat(found(invariant, new Case().device(asked(200)).stored(true, 0, 0, 0))).hasSize(1);
    }

    @Test
    void ofADepartingDeviceAreFound() {
      assertThat(found(invariant, new Case().stored(false, 1, 0, 0))).hasSize(1);
    }
  }
}
