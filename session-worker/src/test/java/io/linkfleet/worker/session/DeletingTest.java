package io.linkfleet.worker.session;

import static io.linkfleet.worker.session.Circumstance.DEVICE;
import static io.linkfleet.worker.session.Circumstance.WAITING;
import static io.linkfleet.worker.session.Story.NUMBER;
import static io.linkfleet.worker.session.Story.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.linkfleet.contract.Command;
import io.linkfleet.contract.Command.Connect;
import io.linkfleet.contract.Command.ConnectByCode;
import io.linkfleet.contract.Command.Delete;
import io.linkfleet.contract.Command.Logout;
import io.linkfleet.contract.Command.Reconnect;
import io.linkfleet.contract.InstanceStatus;
import io.linkfleet.contract.Reply.Deleted;
import io.linkfleet.contract.Reply.Failed;
import io.linkfleet.contract.Reply.Failure;
import io.linkfleet.contract.Reply.LoggedOut;
import io.linkfleet.contract.Reply.Rejected;
import io.linkfleet.contract.Reply.Rejection;
import io.linkfleet.contract.Standing;
import io.linkfleet.contract.StateReason;
import io.linkfleet.worker.device.DeviceCredentials;
import io.linkfleet.worker.device.Devices;
import io.linkfleet.worker.device.StoredDevices;
import io.linkfleet.worker.session.Effect.Answer;
import io.linkfleet.worker.session.Effect.Disconnect;
import io.linkfleet.worker.session.Effect.Login;
import io.linkfleet.worker.session.Effect.Register;
import io.linkfleet.worker.session.Effect.SendUnlink;
import io.linkfleet.worker.session.SessionEvent.Activated;
import io.linkfleet.worker.session.SessionEvent.CommandReceived;
import io.linkfleet.worker.session.SessionEvent.StandingDoubted;
import io.linkfleet.worker.session.SessionEvent.WriteFailed;
import io.linkfleet.worker.whatsapp.WhatsAppEvent;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.Cause;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.Closed;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.DeviceUnlinked;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.Evidence;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.Paired;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.RestartRequired;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class DeletingTest {
  static final ConnectionId FIRST = new ConnectionId(1);
  static final ConnectionId SECOND = new ConnectionId(2);
  final Answer deleted = new Answer(id(1), new Deleted());

  @ParameterizedTest
  @EnumSource(names = "DELETED", mode = Mode.EXCLUDE)
  void theRecordGoesAtOnceAndTheDeviceDepartsInTheSameStep(Circumstance circumstance) {
    Story story = circumstance.story().asks(id(1), new Delete());

    Optional<String> keyId =
        circumstance.hasDevice() ? Optional.of(DEVICE.keyId()) : Optional.empty();
    story.expectWrite(new StoreWrite.Delete(keyId));
    assertThat(story.last().effects()).endsWith(deleted);
    assertThat(story.link()).isEqualTo(new Link.Deleted());
    assertThat(story.state().recorded())
        .isEqualTo(Standing.of(InstanceStatus.DISCONNECTED, StateReason.DELETED));
    assertThat(story.state().departures())
        .extracting(Departure::device)
        .isEqualTo(circumstance.hasDevice() ? List.of(DEVICE) : List.of());
    assertThat(story.state().connects()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = "DELETED", mode = Mode.EXCLUDE)
  void theDeviceIsUnlinkedAndThenNothingIsLeft(Circumstance circumstance) {
    Story story = circumstance.story().asks(id(1), new Delete());
    if (circumstance.hasDevice()) {
      story
          .hears(new DeviceUnlinked(Evidence.ACKNOWLEDGED))
          .expectWrite(new StoreWrite.EraseDeparted(DEVICE.keyId()));
    }
    assertThat(story.state().isIdle()).isTrue();
    assertThat(story.link()).isEqualTo(new Link.Deleted());
    assertThat(story.answers(1)).containsExactly(new Deleted());
  }

  @ParameterizedTest
  @EnumSource(names = {"REGISTERING", "REGISTERING_BY_CODE", "SHOWING_QR", "SHOWING_PAIRING_CODE"})
  void aPairingIsCancelledAndALateSuccessLinksNothing(Circumstance circumstance) {
    Story story = circumstance.story().asks(id(1), new Delete());
    assertThat(story.last().effects()).contains(new Disconnect(FIRST));
    SessionState before = story.state();
    story.hears(FIRST, new Paired(DEVICE)).expectNoWrite().expectEffects();
    assertThat(story.state()).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource(names = {"REGISTERING", "REGISTERING_BY_CODE"})
  void whoeverWaitsForACodeIsToldFirst(Circumstance circumstance) {
    Story story = circumstance.story().asks(id(1), new Delete());
    assertThat(story.last().effects())
        .containsSubsequence(new Answer(id(WAITING), new Failed(Failure.CANCELLED)), deleted);
  }

  @Nested
  class TheUnlink {
    @Test
    void goesOutOnAConnectionThatIsUp() {
      Story.online(DEVICE).asks(id(1), new Delete()).expectEffects(new SendUnlink(FIRST), deleted);
    }

    @Test
    void waitsForALoginOnTheWay() {
      Story.loggingIn(DEVICE)
          .asks(id(1), new Delete())
          .expectEffects(deleted)
          .hears(new WhatsAppEvent.Online())
          .expectEffects(new SendUnlink(FIRST));
    }

    @Test
    void waitsForThePairingToEnd() {
      Circumstance.CONFIRMING
          .story()
          .asks(id(1), new Delete())
          .expectEffects(deleted)
          .hears(new RestartRequired())
          .expectEffects(new Disconnect(FIRST), new Login(SECOND, DEVICE))
          .hears(new WhatsAppEvent.Online())
          .expectEffects(new SendUnlink(SECOND));
    }

    @ParameterizedTest
    @EnumSource(names = {"BACKING_OFF", "HALTED"})
    void connectsFirstWhereThereIsNoConnection(Circumstance circumstance) {
      ConnectionId third = new ConnectionId(3);
      circumstance
          .story()
          .asks(id(1), new Delete())
          .expectEffects(new Login(third, DEVICE), deleted)
          .hears(new WhatsAppEvent.Online())
          .expectEffects(new SendUnlink(third));
    }

    @Test
    void isTriedUntilItIsConfirmed() {
      Story story =
          Story.online(DEVICE).asks(id(1), new Delete()).hears(new Closed(Cause.LOST)).retries();
      story.expectEffects(new Login(new ConnectionId(3), DEVICE));
      story.hears(new DeviceUnlinked(Evidence.LOGIN_REFUSED));
      assertThat(story.state().isIdle()).isTrue();
    }

    @Test
    void isFinishedByTheNextOwner() {
      Standing standing = Standing.of(InstanceStatus.DISCONNECTED, StateReason.DELETED);
      StoredDevices stored =
          new StoredDevices(Optional.empty(), List.of(DEVICE), Map.of(), Set.of(), standing, true);
      Transition begun =
          SessionMachine.on(SessionState.restored(stored), new Activated(), Story.START);
      assertThat(begun.effects()).containsExactly(new Login(FIRST, DEVICE));
      assertThat(begun.next().link()).isEqualTo(new Link.Deleted());
      assertThat(begun.write()).contains(new StoreWrite.ProveOwnership());
    }

    @Test
    void ofAnEarlierLogoutGoesOnAndItsCallerIsAnswered() {
      DeviceCredentials earlier = Devices.linked();
      Story story =
          Story.of(Optional.of(DEVICE), List.of(earlier), InstanceStatus.CONNECTED)
              .logsOut(2)
              .asks(id(1), new Delete());
      assertThat(story.answers(1)).containsExactly(new Deleted());
      assertThat(story.answers(2)).isEmpty();
      story.hears(FIRST, new DeviceUnlinked(Evidence.ACKNOWLEDGED));
      story.hears(SECOND, new DeviceUnlinked(Evidence.ACKNOWLEDGED));
      assertThat(story.answers(2)).containsExactly(new LoggedOut());
      assertThat(story.state().isIdle()).isTrue();
    }
  }

  @Nested
  class Afterwards {
    final Story story = Circumstance.DELETED.story();
    final SessionState before = story.state();

    @Test
    void aSecondDeleteIsAnsweredAlike() {
      story.asks(id(1), new Delete()).expectNoWrite().expectEffects(deleted);
      assertThat(story.state()).isEqualTo(before);
    }

    @Test
    void everyOtherCommandFindsNoInstance() {
      List<Command> others =
          List.of(new Connect(), new ConnectByCode(NUMBER), new Reconnect(), new Logout());
      for (Command command : others) {
        story
            .asks(id(1), command)
            .expectNoWrite()
            .expectEffects(new Answer(id(1), new Rejected(Rejection.INSTANCE_UNKNOWN)));
        assertThat(story.state()).isEqualTo(before);
      }
      assertThat(story.count(Register.class)).isZero();
    }
  }

  @Test
  void pastItsDeadlineItIsCarriedOutAllTheSame() {
    Story story = Story.online(DEVICE).then(new CommandReceived(id(1), new Delete(), Story.START));
    assertThat(story.answers(1)).containsExactly(new Deleted());
  }

  @Test
  void notStoredItComesAgain() {
    Story story = Story.online(DEVICE);
    SessionState before = story.state();
    SessionEvent delete = new CommandReceived(id(1), new Delete(), Story.DEADLINE);
    story
        .then(new WriteFailed(delete))
        .expectNoWrite()
        .expectEffects(Story.storeRetry(new StandingDoubted()), Story.storeRetry(delete));
    assertThat(story.state()).isEqualTo(before.doubted());
  }
}
