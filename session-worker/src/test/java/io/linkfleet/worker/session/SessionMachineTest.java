package io.linkfleet.worker.session;

import static io.linkfleet.worker.session.Story.CODE;
import static io.linkfleet.worker.session.Story.DEADLINE;
import static io.linkfleet.worker.session.Story.START;
import static io.linkfleet.worker.session.Story.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.linkfleet.contract.Command;
import io.linkfleet.contract.InstanceStatus;
import io.linkfleet.contract.Reply.AlreadyConnected;
import io.linkfleet.contract.Reply.Failed;
import io.linkfleet.contract.Reply.Failure;
import io.linkfleet.contract.Reply.LoggedOut;
import io.linkfleet.contract.Reply.QrCodeGenerated;
import io.linkfleet.contract.Standing;
import io.linkfleet.contract.StateReason;
import io.linkfleet.worker.device.DeviceCredentials;
import io.linkfleet.worker.device.Devices;
import io.linkfleet.worker.session.Effect.Answer;
import io.linkfleet.worker.session.Effect.AwaitTurn;
import io.linkfleet.worker.session.Effect.ConfirmPairing;
import io.linkfleet.worker.session.Effect.Disconnect;
import io.linkfleet.worker.session.Effect.Login;
import io.linkfleet.worker.session.Effect.Register;
import io.linkfleet.worker.session.Effect.RetryAfter;
import io.linkfleet.worker.session.Effect.Schedule;
import io.linkfleet.worker.session.Effect.SendUnlink;
import io.linkfleet.worker.session.SessionEvent.Activated;
import io.linkfleet.worker.session.SessionEvent.ClientVersionChanged;
import io.linkfleet.worker.session.SessionEvent.CommandReceived;
import io.linkfleet.worker.session.SessionEvent.DeadlinePassed;
import io.linkfleet.worker.session.SessionEvent.FromConnection;
import io.linkfleet.worker.session.SessionEvent.Released;
import io.linkfleet.worker.session.SessionEvent.StandingDoubted;
import io.linkfleet.worker.session.SessionEvent.WriteFailed;
import io.linkfleet.worker.whatsapp.WhatsAppEvent;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.Cause;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.Closed;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.DeviceUnlinked;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.Evidence;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.LoginRefused;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.Paired;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.PairingRefused;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.QrCodeShown;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.Refusal;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.RestartRequired;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.StreamReplaced;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.UnlinkFailed;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionMachineTest {
  static final ConnectionId FIRST = new ConnectionId(1);
  static final ConnectionId SECOND = new ConnectionId(2);
  final DeviceCredentials device = Devices.linked();

  @Nested
  class WhileNeverLinked {
    @Test
    void logoutIsAnsweredAtOnceSinceNothingIsLinked() {
      Story.neverLinked()
          .logsOut(1)
          .expectWrite(new StoreWrite.RecordStanding())
          .expectEffects(new Answer(id(1), new LoggedOut()));
    }

    @Test
    void aSecondLogoutWritesNothing() {
      Story.neverLinked()
          .logsOut(1)
          .logsOut(2)
          .expectNoWrite()
          .expectEffects(new Answer(id(2), new LoggedOut()));
    }

    @Test
    void connectRegistersAndWaitsForACode() {
      Story story =
          Story.neverLinked()
              .asks(id(1), new Command.Connect())
              .expectWrite(new StoreWrite.RecordStanding())
              .expectEffects(
                  new Register(FIRST, Optional.empty()),
                  new Schedule(DEADLINE, new DeadlinePassed(id(1))));
      assertThat(story.link()).isEqualTo(new Link.Registering(FIRST, Optional.empty(), false));
    }

    @Test
    void aConnectPastItsDeadlineIsNotStarted() {
      Story story =
          Story.neverLinked().after(Duration.ofSeconds(15)).asks(id(1), new Command.Connect());
      story.expectEffects(new Answer(id(1), new Failed(Failure.DEADLINE_PASSED)));
      assertThat(story.link()).isEqualTo(new Link.Unlinked(false));
    }
  }

  @Nested
  class WhilePairing {
    @Test
    void theFirstCodeAnswersEveryoneWhoWaits() {
      Story story =
          Story.neverLinked()
              .asks(id(1), new Command.Connect())
              .asks(id(2), new Command.Connect())
              .hears(new QrCodeShown(CODE, START.plusSeconds(60)));
      QrCodeGenerated code = new QrCodeGenerated(CODE, START.plusSeconds(60));
      story.expectEffects(new Answer(id(1), code), new Answer(id(2), code));
      assertThat(story.count(Register.class)).isEqualTo(1);
    }

    @Test
    void aLaterConnectGetsTheCodeThatIsValidNow() {
      Story.showingQr()
          .hears(new QrCodeShown("second", START.plusSeconds(80)))
          .asks(id(1), new Command.Connect())
          .expectEffects(new Answer(id(1), new QrCodeGenerated("second", START.plusSeconds(80))));
    }

    @Test
    void aConnectBetweenTheLastCodeAndItsEndGetsFreshOnes() {
      Story story =
          Story.showingQr()
              .after(Duration.ofSeconds(60))
              .then(new CommandReceived(id(1), new Command.Connect(), START.plusSeconds(120)))
              .hears(new Closed(Cause.ENDED_BY_SERVER));
      story.expectEffects(new Register(SECOND, Optional.empty()));
      assertThat(story.answers(1)).isEmpty();
    }

    @Test
    void theScannedDeviceIsStoredBeforeItIsConfirmed() {
      Story story =
          Story.showingQr()
              .hears(new Paired(device))
              .expectWrite(new StoreWrite.Pair(device))
              .expectEffects(new ConfirmPairing(FIRST));
      assertThat(story.link()).isEqualTo(new Link.Confirming(FIRST, device));
    }

    @Test
    void theRestartLogsInAtOnce() {
      Story.showingQr()
          .hears(new Paired(device))
          .hears(new RestartRequired())
          .expectEffects(new Disconnect(FIRST), new Login(SECOND, device));
    }

    @Test
    void aRestartLostWithItsConnectionLogsInAllTheSame() {
      Story.showingQr()
          .hears(new Paired(device))
          .hears(new Closed(Cause.LOST))
          .expectEffects(new Login(SECOND, device));
    }

    @Test
    void logoutCancelsItAndALateScanChangesNothing() {
      Story story =
          Story.neverLinked()
              .asks(id(1), new Command.Connect())
              .logsOut(2)
              .expectEffects(
                  new Answer(id(1), new Failed(Failure.CANCELLED)),
                  new Answer(id(2), new LoggedOut()),
                  new Disconnect(FIRST));
      SessionState before = story.state();
      story.hears(new Paired(device)).expectNoWrite().expectEffects();
      assertThat(story.state()).isEqualTo(before);
    }

    @Test
    void codesUsedUpEndItQuietly() {
      Story story = Story.showingQr().hears(new Closed(Cause.ENDED_BY_SERVER));
      assertThat(story.link()).isEqualTo(new Link.Unlinked(false));
    }

    @Test
    void anUnreachableWhatsAppIsSaidToTheCaller() {
      Story story =
          Story.neverLinked()
              .asks(id(1), new Command.Connect())
              .hears(new Closed(Cause.UNREACHABLE));
      assertThat(story.answers(1)).containsExactly(new Failed(Failure.WHATSAPP_UNAVAILABLE));
    }

    @Test
    void aForgedScanEndsIt() {
      Story story = Story.showingQr().hears(new PairingRefused("hmac-mismatch"));
      assertThat(story.link()).isEqualTo(new Link.Unlinked(false));
      story.expectEffects(new Disconnect(FIRST));
    }
  }

  @Nested
  class WhileOnline {
    @Test
    void logoutIsRecordedFirstThenSentOnTheOpenConnection() {
      Story story =
          Story.online(device)
              .logsOut(1)
              .expectWrite(new StoreWrite.Depart(device, id(1)))
              .expectEffects(
                  new SendUnlink(FIRST), new Schedule(DEADLINE, new DeadlinePassed(id(1))));
      assertThat(story.state().departures())
          .containsExactly(new Departure(device, new Departure.Unlinking(FIRST, 0)));
    }

    @ParameterizedTest
    @EnumSource(Evidence.class)
    void whicheverWayWhatsAppConfirmsTheKeysAreErasedAndThenItIsAnswered(Evidence evidence) {
      Story story =
          Story.online(device)
              .logsOut(1)
              .hears(new DeviceUnlinked(evidence))
              .expectWrite(new StoreWrite.EraseDeparted(device.keyId()))
              .expectEffects(new Disconnect(FIRST), new Answer(id(1), new LoggedOut()));
      assertThat(story.state().isIdle()).isTrue();
      assertThat(story.link().status()).isEqualTo(InstanceStatus.LOGGED_OUT);
    }

    @Test
    void fiftyLogoutsSendOneUnlinkAndAreAllAnswered() {
      Story story = Story.online(device);
      for (int i = 1; i <= 50; i++) {
        story.logsOut(i);
      }
      story.hears(new DeviceUnlinked(Evidence.ACKNOWLEDGED));
      assertThat(story.count(SendUnlink.class)).isEqualTo(1);
      for (int i = 1; i <= 50; i++) {
        assertThat(story.answers(i)).containsExactly(new LoggedOut());
      }
    }

    @Test
    void connectSaysSo() {
      Story.online(device)
          .asks(id(1), new Command.Connect())
          .expectEffects(new Answer(id(1), new AlreadyConnected()));
    }

    @Test
    void removedOnThePhoneErasesTheKeys() {
      Story story =
          Story.online(device)
              .hears(new DeviceUnlinked(Evidence.DEVICE_REMOVED))
              .expectWrite(new StoreWrite.EraseCurrent(device.keyId()))
              .expectEffects(new Disconnect(FIRST));
      assertThat(story.link()).isEqualTo(new Link.Unlinked(true));
    }

    @Test
    void aLostConnectionIsMadeAgainAfterABackOffThatGrowsUntilItWasStable() {
      Story story = Story.online(device).hears(new Closed(Cause.LOST));
      assertThat(story.last().effects()).containsExactly(new RetryAfter(1, 2));
      story.retries().hears(new WhatsAppEvent.Online()).hears(new Closed(Cause.LOST));
      assertThat(story.link())
          .isInstanceOfSatisfying(
              Link.BackingOff.class, waiting -> assertThat(waiting.attempt()).isEqualTo(2));
      story
          .retries()
          .hears(new WhatsAppEvent.Online())
          .after(LinkRules.STABLE)
          .hears(new Closed(Cause.LOST));
      assertThat(story.link())
          .isInstanceOfSatisfying(
              Link.BackingOff.class, waiting -> assertThat(waiting.attempt()).isEqualTo(1));
    }

    @Test
    void anotherConnectionWithItsKeysHaltsIt() {
      Story story = Story.online(device).hears(new StreamReplaced());
      assertThat(story.link())
          .isInstanceOfSatisfying(
              Link.Halted.class,
              halted -> assertThat(halted.reason()).isEqualTo(HaltReason.REPLACED));
      assertThat(story.count(RetryAfter.class)).isZero();
      story.expectEffects(new Disconnect(FIRST));
    }

    @Test
    void whatIsLearntIsStored() {
      DeviceCredentials changed = device.withNextPreKeyId(813);
      Story story =
          Story.online(device)
              .hears(new WhatsAppEvent.CredentialsChanged(changed))
              .expectWrite(new StoreWrite.Update(changed));
      assertThat(story.link().linkedDevice()).contains(changed);
    }
  }

  @Nested
  class WhenALogoutComesAgainBecauseItsWorkerDied {
    private final DeviceCredentials leaving = Devices.linked();

    @Test
    void itWaitsForItsDeviceAndLeavesTheOneLinkedSinceAlone() {
      Story story =
          Story.of(Optional.of(device), List.of(leaving), Set.of(id(1)), InstanceStatus.CONNECTED)
              .then(new SessionEvent.Activated())
              .logsOut(1);
      assertThat(story.link()).isInstanceOf(Link.LoggingIn.class);
      assertThat(story.state().logouts()).hasSize(1);
      assertThat(story.state().departures()).hasSize(1);
    }

    @Test
    void itIsAnsweredWhenItsDeviceIsGoneAlready() {
      Story story =
          Story.of(Optional.of(device), List.of(), Set.of(id(1)), InstanceStatus.CONNECTED)
              .then(new SessionEvent.Activated())
              .logsOut(1)
              .expectEffects(new Answer(id(1), new LoggedOut()));
      assertThat(story.link()).isInstanceOf(Link.LoggingIn.class);
    }

    @Test
    void anotherLogoutMeansTheDeviceThatIsLinkedNow() {
      Story.of(Optional.of(device), List.of(), Set.of(id(1)), InstanceStatus.CONNECTED)
          .logsOut(2)
          .expectWrite(new StoreWrite.Depart(device, id(2)));
    }
  }

  @Nested
  class WhileLoggingIn {
    @Test
    void logoutTakesTheLoginOverAndUnlinksWhenItIsThrough() {
      Story.loggingIn(device)
          .logsOut(1)
          .expectWrite(new StoreWrite.Depart(device, id(1)))
          .hears(new WhatsAppEvent.Online())
          .expectEffects(new SendUnlink(FIRST));
    }

    @Test
    void aRefusalThatIsNoUnlinkKeepsTheKeysAndHalts() {
      for (Refusal refusal : Refusal.values()) {
        Story story = Story.loggingIn(device).hears(refused(refusal));
        assertThat(story.link().linkedDevice()).as(refusal.name()).contains(device);
        assertThat(story.last().write().orElse(new StoreWrite.RecordStanding()))
            .isEqualTo(new StoreWrite.RecordStanding());
        if (refusal == Refusal.SERVER_TROUBLE) {
          assertThat(story.link()).isInstanceOf(Link.BackingOff.class);
        } else {
          assertThat(story.link()).isInstanceOf(Link.Halted.class);
        }
      }
    }

    @Test
    void aBanWithAnEndIsTriedAgainThen() {
      Story story =
          Story.loggingIn(device)
              .hears(
                  new LoginRefused(
                      Refusal.TEMPORARILY_BANNED, 402, Optional.of(Duration.ofHours(1))));
      story.expectEffects(
          new Disconnect(FIRST),
          new Schedule(START.plus(Duration.ofHours(1)), new SessionEvent.RetryDue(2)));
      story
          .then(new SessionEvent.RetryDue(2))
          .expectEffects(new Login(new ConnectionId(3), device));
    }

    @Test
    void aDeviceThatIsGoneGivesWhoeverWaitsAFreshCode() {
      Story story =
          Story.loggingIn(device)
              .asks(id(1), new Command.Connect())
              .hears(new DeviceUnlinked(Evidence.LOGIN_REFUSED))
              .expectWrite(new StoreWrite.EraseCurrent(device.keyId()))
              .expectEffects(new Disconnect(FIRST), new Register(SECOND, Optional.empty()));
      story.hears(new QrCodeShown(CODE, START.plusSeconds(60)));
      assertThat(story.answers(1)).hasSize(1);
    }
  }

  @Nested
  class WithNothingToStore {
    @Test
    void aLoginIsOpenedOnlyBehindAProofOfOwnership() {
      Story.online(device)
          .hears(new Closed(Cause.LOST))
          .retries()
          .expectWrite(new StoreWrite.ProveOwnership())
          .expectEffects(new Login(new ConnectionId(3), device));
    }

    @Test
    void anUnlinkIsSentOnlyBehindAProofOfOwnership() {
      Story.loggingIn(device)
          .logsOut(1)
          .hears(new WhatsAppEvent.Online())
          .expectWrite(new StoreWrite.ProveOwnership())
          .expectEffects(new SendUnlink(FIRST));
    }

    @Test
    void whoCanNotProveItTriesAgainLater() {
      Story story = Story.online(device).hears(new Closed(Cause.LOST));
      SessionEvent retry = new SessionEvent.RetryDue(2);
      story
          .then(new WriteFailed(retry))
          .expectEffects(Story.storeRetry(new StandingDoubted()), Story.storeRetry(retry));
      assertThat(story.link()).isInstanceOf(Link.BackingOff.class);
    }
  }

  @Nested
  class WhileBackingOff {
    final Story story = Story.online(device).hears(new Closed(Cause.LOST));

    @Test
    void logoutConnectsFirstAndThenUnlinks() {
      story
          .logsOut(1)
          .expectWrite(new StoreWrite.Depart(device, id(1)))
          .expectEffects(
              new Login(new ConnectionId(3), device),
              new Schedule(DEADLINE, new DeadlinePassed(id(1))));
      story.hears(new WhatsAppEvent.Online()).expectEffects(new SendUnlink(new ConnectionId(3)));
    }

    @Test
    void connectDoesNotWaitForTheTimer() {
      story.asks(id(1), new Command.Connect());
      assertThat(story.link()).isInstanceOf(Link.LoggingIn.class);
      story.hears(new WhatsAppEvent.Online());
      assertThat(story.answers(1)).containsExactly(new AlreadyConnected());
    }

    @Test
    void theTimerOfAnEarlierWaitChangesNothing() {
      story.asks(id(1), new Command.Connect());
      SessionState before = story.state();
      story.retries().expectEffects();
      assertThat(story.state()).isEqualTo(before);
    }
  }

  @Nested
  class WhenANewerClientVersionIsKnown {
    @Test
    void whoWasRefusedAsOutdatedWaitsForItsTurnAndLogsIn() {
      Story story =
          Story.loggingIn(device)
              .hears(refused(Refusal.CLIENT_OUTDATED))
              .then(new ClientVersionChanged())
              .expectWrite(new StoreWrite.RecordStanding())
              .expectEffects(new AwaitTurn(3));
      assertThat(story.link()).isEqualTo(new Link.BackingOff(device, 0, 3));
      assertThat(story.state().recorded())
          .isEqualTo(Standing.of(InstanceStatus.CONNECTING, StateReason.RETRY));
      story
          .then(new SessionEvent.RetryDue(3))
          .expectEffects(new Login(new ConnectionId(4), device));
    }

    @Test
    void whoWaitsForItsTurnMayBeAskedToConnectOrLogOutAtOnce() {
      Story story =
          Story.loggingIn(device)
              .hears(refused(Refusal.CLIENT_OUTDATED))
              .then(new ClientVersionChanged())
              .logsOut(1);
      assertThat(story.count(Login.class)).isEqualTo(2);
      story.then(new SessionEvent.RetryDue(3)).expectNoWrite().expectEffects();
    }

    @ParameterizedTest
    @EnumSource(Circumstance.class)
    void toNobodyElseItMeansAnything(Circumstance circumstance) {
      Story story = circumstance.story();
      SessionState before = story.state();
      story.then(new ClientVersionChanged()).expectNoWrite().expectEffects();
      assertThat(story.state()).isEqualTo(before);
    }

    @Test
    void aDepartingDeviceThatWasRefusedAsOutdatedDoesNotWaitForItsBackOff() {
      Story story =
          departing().hears(refused(Refusal.CLIENT_OUTDATED)).then(new ClientVersionChanged());
      story.expectNoWrite().expectEffects(new AwaitTurn(2));
      story
          .then(new SessionEvent.RetryDue(2))
          .expectEffects(new Login(new ConnectionId(3), device));
      // The timer of the back-off, later.
      story.then(new SessionEvent.RetryDue(2)).expectNoWrite().expectEffects();
    }

    @ParameterizedTest
    @EnumSource(value = Refusal.class, mode = EnumSource.Mode.EXCLUDE, names = "CLIENT_OUTDATED")
    void aDepartingDeviceRefusedForAnotherReasonDoes(Refusal refusal) {
      Story story = departing().hears(refused(refusal));
      SessionState before = story.state();
      story.then(new ClientVersionChanged()).expectNoWrite().expectEffects();
      assertThat(story.state()).isEqualTo(before);
    }

    private Story departing() {
      return Story.of(Optional.empty(), List.of(device), InstanceStatus.LOGGED_OUT)
          .then(new Activated());
    }

    @Test
    void haltedForAnotherReasonItStaysSo() {
      Story story = Story.loggingIn(device).hears(refused(Refusal.LOCKED));
      story.then(new ClientVersionChanged()).expectNoWrite().expectEffects();
      assertThat(story.link()).isInstanceOf(Link.Halted.class);
    }

    @Test
    void notStoredItComesAgain() {
      SessionEvent changed = new ClientVersionChanged();
      Story.loggingIn(device)
          .hears(refused(Refusal.CLIENT_OUTDATED))
          .then(new WriteFailed(changed))
          .expectEffects(Story.storeRetry(new StandingDoubted()), Story.storeRetry(changed));
    }
  }

  @Nested
  class WhileDeparting {
    @Test
    void whatIsNotConfirmedByTheDeadlineIsSaidSoAndGoesOn() {
      Story story = Story.online(device).logsOut(1).then(new DeadlinePassed(id(1)));
      story.expectEffects(new Answer(id(1), new Failed(Failure.UNLINK_NOT_CONFIRMED)));
      assertThat(story.state().departures()).hasSize(1);
      story.hears(new DeviceUnlinked(Evidence.ACKNOWLEDGED));
      assertThat(story.state().isIdle()).isTrue();
      assertThat(story.answers(1)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 404, 410, 419, 429, 500, 503})
    void anErrorThatProvesNothingIsSettledByConnectingAgain(int code) {
      Story story =
          Story.online(device)
              .logsOut(1)
              .hears(new UnlinkFailed(Optional.of(code)))
              .expectEffects(new Disconnect(FIRST), new RetryAfter(1, 2));
      assertThat(story.answers(1)).isEmpty();
      story.retries().hears(new DeviceUnlinked(Evidence.LOGIN_REFUSED));
      assertThat(story.answers(1)).containsExactly(new LoggedOut());
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 405})
    void aRefusalIsSaidAtOnceAndTheKeysAreKept(int code) {
      Story story = Story.online(device).logsOut(1).hears(new UnlinkFailed(Optional.of(code)));
      assertThat(story.answers(1)).containsExactly(new Failed(Failure.WHATSAPP_REFUSED));
      assertThat(story.state().departures()).hasSize(1);
      story.expectNoWrite();
    }

    @Test
    void silenceAndLossAreTriedAgain() {
      for (WhatsAppEvent event :
          List.of(new UnlinkFailed(Optional.empty()), new Closed(Cause.LOST))) {
        Story story = Story.online(device).logsOut(1).hears(event).retries();
        story.hears(new WhatsAppEvent.Online()).expectEffects(new SendUnlink(new ConnectionId(3)));
        assertThat(story.answers(1)).isEmpty();
      }
    }

    @Test
    void aRepeatJoinsAndTriesAtOnce() {
      Story story =
          Story.online(device)
              .logsOut(1)
              .then(new DeadlinePassed(id(1)))
              .hears(new Closed(Cause.LOST))
              .logsOut(2);
      assertThat(story.count(Login.class)).isEqualTo(2);
      story.hears(new DeviceUnlinked(Evidence.LOGIN_REFUSED));
      assertThat(story.answers(2)).containsExactly(new LoggedOut());
    }

    @Test
    void aNewDeviceCanBePairedAndIsNeverTouched() {
      DeviceCredentials other = Devices.linked();
      Story story =
          Story.online(device)
              .logsOut(1)
              .hears(new Closed(Cause.LOST))
              .asks(id(2), new Command.Connect())
              .hears(new QrCodeShown(CODE, START.plusSeconds(60)))
              .hears(new Paired(other))
              .hears(new RestartRequired())
              .hears(new WhatsAppEvent.Online());
      ConnectionId newOne = story.current();
      story.retries().hears(new DeviceUnlinked(Evidence.LOGIN_REFUSED));
      story.expectWrite(new StoreWrite.EraseDeparted(device.keyId()));
      assertThat(story.link()).isEqualTo(new Link.Online(newOne, other, 0, START));
      assertThat(story.answers(1)).containsExactly(new LoggedOut());
    }

    @Test
    void theNextOwnerGoesOnWithIt() {
      Story story =
          Story.of(Optional.empty(), List.of(device), InstanceStatus.LOGGED_OUT)
              .then(new Activated())
              .expectEffects(new Login(FIRST, device));
      story.hears(new WhatsAppEvent.Online()).expectEffects(new SendUnlink(FIRST));
    }

    @Test
    void logoutsWaitForEveryDepartingDevice() {
      DeviceCredentials other = Devices.linked();
      Story story =
          Story.of(Optional.empty(), List.of(device, other), InstanceStatus.LOGGED_OUT).logsOut(1);
      story.hears(FIRST, new DeviceUnlinked(Evidence.ACKNOWLEDGED));
      assertThat(story.answers(1)).isEmpty();
      story.hears(SECOND, new DeviceUnlinked(Evidence.ACKNOWLEDGED));
      assertThat(story.answers(1)).containsExactly(new LoggedOut());
    }

    @Test
    void aLoginRefusedForAnotherReasonProvesNothing() {
      Story story =
          Story.of(Optional.empty(), List.of(device), InstanceStatus.LOGGED_OUT)
              .logsOut(1)
              .hears(refused(Refusal.LOCKED));
      assertThat(story.answers(1)).containsExactly(new Failed(Failure.WHATSAPP_REFUSED));
      assertThat(story.state().departures()).hasSize(1);
    }
  }

  @Nested
  class WhenTheStoreFails {
    @Test
    void aLogoutComesAgainSoThatItIsNotForgotten() {
      Story story = Story.online(device);
      SessionState before = story.state();
      SessionEvent logout = new CommandReceived(id(1), new Command.Logout(), DEADLINE);
      story
          .then(new WriteFailed(logout))
          .expectNoWrite()
          .expectEffects(Story.storeRetry(new StandingDoubted()), Story.storeRetry(logout));
      assertThat(story.state()).isEqualTo(before.doubted());
    }

    @Test
    void aCommandThatExpiresIsAnsweredSoAndWhatTheStoreSaysIsPutRight() {
      Story story = Story.online(device);
      SessionState before = story.state();
      story
          .then(new WriteFailed(new CommandReceived(id(1), new Command.Reconnect(), DEADLINE)))
          .expectNoWrite()
          .expectEffects(
              Story.storeRetry(new StandingDoubted()),
              new Answer(id(1), new Failed(Failure.STORE_UNAVAILABLE)));
      assertThat(story.state()).isEqualTo(before.doubted());
      story.then(new StandingDoubted()).expectWrite(new StoreWrite.RecordStanding());
      assertThat(story.state()).isEqualTo(before);
      story.then(new StandingDoubted()).expectNoWrite();
    }

    @Test
    void whatTheStoreSaysIsPutRightOnceItIsBackAndKeepsNobodyWaiting() {
      Story story = Story.online(device);
      SessionEvent fact = new FromConnection(FIRST, new Closed(Cause.LOST));
      story
          .then(new WriteFailed(fact))
          .then(new WriteFailed(new StandingDoubted()))
          .expectEffects(Story.storeRetry(new StandingDoubted()))
          .then(new WriteFailed(fact))
          .expectEffects(Story.storeRetry(fact))
          .then(new CommandReceived(id(1), new Command.Connect(), DEADLINE))
          .expectNoWrite();
      assertThat(story.answers(1)).containsExactly(new AlreadyConnected());
      story.then(fact).expectWrite(new StoreWrite.RecordStanding());
      assertThat(story.state().inDoubt()).isFalse();
    }

    @Test
    void aFactComesAgain() {
      SessionEvent fact = new FromConnection(FIRST, new DeviceUnlinked(Evidence.DEVICE_REMOVED));
      Story.online(device)
          .then(new WriteFailed(fact))
          .expectEffects(Story.storeRetry(new StandingDoubted()), Story.storeRetry(fact));
    }
  }

  @Test
  void aReleasedSessionClosesItsSocketsAndUnlinksNothing() {
    Story.online(device).then(new Released()).expectNoWrite().expectEffects(new Disconnect(FIRST));
  }

  @Test
  void lateEventsOfAnEarlierConnectionChangeNothing() {
    Story story = Story.online(device).hears(new Closed(Cause.LOST)).retries();
    SessionState before = story.state();
    for (WhatsAppEvent late :
        List.of(
            new WhatsAppEvent.Online(),
            new DeviceUnlinked(Evidence.ACKNOWLEDGED),
            new StreamReplaced(),
            new Paired(device),
            new Closed(Cause.LOST))) {
      story.hears(FIRST, late).expectNoWrite().expectEffects();
      assertThat(story.state()).isEqualTo(before);
    }
  }

  @Test
  void lateEventsOfTheConnectionThatAnUnlinkWasSentOnChangeNothing() {
    Story story = Story.online(device).logsOut(1).hears(new UnlinkFailed(Optional.empty()));
    SessionState before = story.state();
    for (WhatsAppEvent late :
        List.of(
            new WhatsAppEvent.Online(),
            new DeviceUnlinked(Evidence.ACKNOWLEDGED),
            new UnlinkFailed(Optional.of(403)),
            new StreamReplaced(),
            new Closed(Cause.LOST))) {
      story.hears(FIRST, late).expectNoWrite().expectEffects();
      assertThat(story.state()).isEqualTo(before);
    }
  }

  private static LoginRefused refused(Refusal refusal) {
    return new LoginRefused(refusal, 0, Optional.empty());
  }
}
