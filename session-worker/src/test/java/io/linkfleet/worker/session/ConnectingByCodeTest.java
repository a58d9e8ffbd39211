package io.linkfleet.worker.session;

import static io.linkfleet.worker.session.Story.CODE;
import static io.linkfleet.worker.session.Story.DEADLINE;
import static io.linkfleet.worker.session.Story.NUMBER;
import static io.linkfleet.worker.session.Story.OTHER_NUMBER;
import static io.linkfleet.worker.session.Story.START;
import static io.linkfleet.worker.session.Story.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.linkfleet.contract.Command;
import io.linkfleet.contract.Command.ConnectByCode;
import io.linkfleet.contract.InstanceStatus;
import io.linkfleet.contract.PhoneNumber;
import io.linkfleet.contract.Reply.AlreadyConnected;
import io.linkfleet.contract.Reply.Failed;
import io.linkfleet.contract.Reply.Failure;
import io.linkfleet.contract.Reply.LoggedOut;
import io.linkfleet.contract.Reply.PairingCodeGenerated;
import io.linkfleet.contract.Reply.QrCodeGenerated;
import io.linkfleet.worker.device.DeviceCredentials;
import io.linkfleet.worker.device.Devices;
import io.linkfleet.worker.session.Effect.Answer;
import io.linkfleet.worker.session.Effect.ConfirmPairing;
import io.linkfleet.worker.session.Effect.Disconnect;
import io.linkfleet.worker.session.Effect.Login;
import io.linkfleet.worker.session.Effect.Register;
import io.linkfleet.worker.session.Effect.Schedule;
import io.linkfleet.worker.session.SessionEvent.CommandReceived;
import io.linkfleet.worker.session.SessionEvent.DeadlinePassed;
import io.linkfleet.worker.whatsapp.WhatsAppEvent;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.Cause;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.Closed;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.DeviceUnlinked;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.Evidence;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.Paired;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.PairingCodeShown;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.PairingRefused;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.QrCodeShown;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.RestartRequired;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Linking with a code to type, from the wish to the device.
class ConnectingByCodeTest {
  static final ConnectionId FIRST = new ConnectionId(1);
  static final ConnectionId SECOND = new ConnectionId(2);
  static final Instant VALID_UNTIL = START.plusSeconds(160);
  final DeviceCredentials device = Devices.linked();

  @Nested
  class WhileNeverLinked {
    @Test
    void itRegistersForThatNumberAndWaitsForACode() {
      Story story =
          Story.neverLinked()
              .asks(id(1), new ConnectByCode(NUMBER))
              .expectWrite(new StoreWrite.RecordStanding())
              .expectEffects(
                  new Register(FIRST, Optional.of(NUMBER)),
                  new Schedule(DEADLINE, new DeadlinePassed(id(1))));
      assertThat(story.link()).isEqualTo(new Link.Registering(FIRST, Optional.of(NUMBER), false));
      assertThat(story.link().status()).isEqualTo(InstanceStatus.CONNECTING);
    }

    @Test
    void pastItsDeadlineItIsNotStarted() {
      Story.neverLinked()
          .then(new CommandReceived(id(1), new ConnectByCode(NUMBER), START))
          .expectNoWrite()
          .expectEffects(new Answer(id(1), new Failed(Failure.DEADLINE_PASSED)));
    }
  }

  @Nested
  class WhileWaitingForTheCode {
    final Story story = Story.neverLinked().asks(id(1), new ConnectByCode(NUMBER));

    @Test
    void itAnswersEveryoneWhoWantsTheSame() {
      story
          .asks(id(2), new ConnectByCode(NUMBER))
          .hears(new PairingCodeShown("ABCD1234", VALID_UNTIL));
      PairingCodeGenerated code = new PairingCodeGenerated("ABCD1234", VALID_UNTIL);
      story.expectEffects(new Answer(id(1), code), new Answer(id(2), code));
      assertThat(story.count(Register.class)).isEqualTo(1);
      assertThat(story.link())
          .isEqualTo(new Link.ShowingPairingCode(FIRST, NUMBER, "ABCD1234", VALID_UNTIL, false));
    }

    @Test
    void theDeadlineIsSaidSoAndTheCodeIsThereForTheNext() {
      story.then(new DeadlinePassed(id(1)));
      story.expectEffects(new Answer(id(1), new Failed(Failure.WHATSAPP_UNAVAILABLE)));
      story.hears(new PairingCodeShown("ABCD1234", VALID_UNTIL)).expectEffects();
      story.asks(id(2), new ConnectByCode(NUMBER));
      assertThat(story.answers(2))
          .containsExactly(new PairingCodeGenerated("ABCD1234", VALID_UNTIL));
    }

    @Test
    void aQrCodeIsWhatNobodyAskedFor() {
      SessionState before = story.state();
      story.hears(new QrCodeShown(CODE, VALID_UNTIL)).expectNoWrite().expectEffects();
      assertThat(story.state()).isEqualTo(before);
    }

    @Test
    void aRefusalIsSaidAndEndsIt() {
      story
          .hears(new PairingRefused("no account with this number"))
          .expectEffects(
              new Disconnect(FIRST), new Answer(id(1), new Failed(Failure.WHATSAPP_REFUSED)));
      assertThat(story.link()).isEqualTo(new Link.Unlinked(false));
    }

    @Test
    void anUnreachableWhatsAppIsSaidToo() {
      story.hears(new Closed(Cause.UNREACHABLE));
      assertThat(story.answers(1)).containsExactly(new Failed(Failure.WHATSAPP_UNAVAILABLE));
      assertThat(story.link()).isEqualTo(new Link.Unlinked(false));
    }

    @Test
    void anotherNumberTakesItsPlace() {
      expectReplacedBy(new ConnectByCode(OTHER_NUMBER), Optional.of(OTHER_NUMBER));
    }

    @Test
    void aQrCodeTakesItsPlace() {
      expectReplacedBy(new Command.Connect(), Optional.empty());
    }

    private void expectReplacedBy(Command command, Optional<PhoneNumber> number) {
      story
          .asks(id(2), command)
          .expectEffects(
              new Answer(id(1), new Failed(Failure.CANCELLED)),
              new Disconnect(FIRST),
              new Register(SECOND, number),
              new Schedule(DEADLINE, new DeadlinePassed(id(2))));
      assertThat(story.link()).isEqualTo(new Link.Registering(SECOND, number, false));
    }
  }

  @Nested
  class WhileTheCodeIsShown {
    final Story story = Story.showingPairingCode();

    @Test
    void theSameNumberGetsTheSameCode() {
      story
          .asks(id(1), new ConnectByCode(NUMBER))
          .expectNoWrite()
          .expectEffects(new Answer(id(1), new PairingCodeGenerated("ABCD1234", VALID_UNTIL)));
      assertThat(story.count(Register.class)).isEqualTo(1);
    }

    @Test
    void aFreshOneReplacesIt() {
      story.hears(new PairingCodeShown("WXYZ5678", VALID_UNTIL)).expectEffects();
      story.asks(id(1), new ConnectByCode(NUMBER));
      assertThat(story.answers(1))
          .containsExactly(new PairingCodeGenerated("WXYZ5678", VALID_UNTIL));
    }

    @Test
    void theSameNumberAfterItsEndGetsAnother() {
      story
          .after(Duration.ofSeconds(160))
          .then(new CommandReceived(id(1), new ConnectByCode(NUMBER), VALID_UNTIL.plusSeconds(15)));
      assertThat(story.last().effects())
          .startsWith(new Disconnect(FIRST), new Register(SECOND, Optional.of(NUMBER)));
    }

    @Test
    void anotherNumberGetsItsOwn() {
      story.asks(id(1), new ConnectByCode(OTHER_NUMBER));
      assertThat(story.last().effects())
          .startsWith(new Disconnect(FIRST), new Register(SECOND, Optional.of(OTHER_NUMBER)));
      story.hears(FIRST, new PairingCodeShown("WXYZ5678", VALID_UNTIL)).expectEffects();
      story.hears(new PairingCodeShown("KLMN5678", VALID_UNTIL));
      assertThat(story.answers(1))
          .containsExactly(new PairingCodeGenerated("KLMN5678", VALID_UNTIL));
    }

    @Test
    void whoWantsAQrCodeGetsOne() {
      story.asks(id(1), new Command.Connect());
      assertThat(story.last().effects())
          .startsWith(new Disconnect(FIRST), new Register(SECOND, Optional.empty()));
      story.hears(new QrCodeShown(CODE, VALID_UNTIL));
      assertThat(story.answers(1)).containsExactly(new QrCodeGenerated(CODE, VALID_UNTIL));
    }

    @Test
    void typedItIsStoredConfirmedAndLogsIn() {
      story
          .hears(new Paired(device))
          .expectWrite(new StoreWrite.Pair(device))
          .expectEffects(new ConfirmPairing(FIRST));
      story
          .hears(new RestartRequired())
          .expectEffects(new Disconnect(FIRST), new Login(SECOND, device));
    }

    @Test
    void logoutCancelsItAndALateSuccessChangesNothing() {
      story.logsOut(1).expectEffects(new Answer(id(1), new LoggedOut()), new Disconnect(FIRST));
      assertThat(story.link()).isEqualTo(new Link.Unlinked(true));
      SessionState before = story.state();
      story.hears(FIRST, new Paired(device)).expectNoWrite().expectEffects();
      assertThat(story.state()).isEqualTo(before);
    }

    @Test
    void runOutItEndsQuietly() {
      story.hears(new Closed(Cause.ENDED_BY_SERVER)).expectEffects(new Disconnect(FIRST));
      assertThat(story.link()).isEqualTo(new Link.Unlinked(false));
    }

    @Test
    void neitherItNorTheNumberIsPrinted() {
      assertThat(story.state().toString())
          .doesNotContain("ABCD1234")
          .doesNotContain(NUMBER.digits());
    }
  }

  @Nested
  class WhileAQrCodeIsShown {
    @Test
    void theNumberTakesItsPlace() {
      Story story = Story.showingQr().asks(id(1), new ConnectByCode(NUMBER));
      assertThat(story.last().effects())
          .startsWith(new Disconnect(FIRST), new Register(SECOND, Optional.of(NUMBER)));
    }

    @Test
    void logoutWhileItsCodeIsOnTheWayCancelsIt() {
      Story story =
          Story.showingQr()
              .asks(id(1), new ConnectByCode(NUMBER))
              .logsOut(2)
              .expectEffects(
                  new Answer(id(1), new Failed(Failure.CANCELLED)),
                  new Answer(id(2), new LoggedOut()),
                  new Disconnect(SECOND));
      assertThat(story.state().isIdle()).isTrue();
    }
  }

  @Nested
  class WhileLinked {
    @Test
    void onlineItSaysSo() {
      Story.online(device)
          .asks(id(1), new ConnectByCode(NUMBER))
          .expectEffects(new Answer(id(1), new AlreadyConnected()));
    }

    @Test
    void backingOffItConnectsAtOnce() {
      Story story =
          Story.online(device)
              .hears(new Closed(Cause.LOST))
              .asks(id(1), new ConnectByCode(NUMBER))
              .hears(new WhatsAppEvent.Online());
      assertThat(story.answers(1)).containsExactly(new AlreadyConnected());
    }

    @Test
    void goneOnThePhoneWhoeverWaitsGetsTheKindOfCodeTheyAskedFor() {
      Story story =
          Story.loggingIn(device)
              .asks(id(1), new ConnectByCode(NUMBER))
              .hears(new DeviceUnlinked(Evidence.LOGIN_REFUSED))
              .expectWrite(new StoreWrite.EraseCurrent(device.keyId()))
              .expectEffects(new Disconnect(FIRST), new Register(SECOND, Optional.of(NUMBER)));
      story.hears(new PairingCodeShown("ABCD1234", VALID_UNTIL));
      assertThat(story.answers(1))
          .containsExactly(new PairingCodeGenerated("ABCD1234", VALID_UNTIL));
    }

    @Test
    void goneOnThePhoneTheLatestWishCountsAndTheOthersAreCancelled() {
      Story story =
          Story.loggingIn(device)
              .asks(id(1), new Command.Connect())
              .asks(id(2), new ConnectByCode(NUMBER))
              .asks(id(3), new ConnectByCode(NUMBER))
              .hears(new DeviceUnlinked(Evidence.LOGIN_REFUSED));
      story.expectEffects(
          new Disconnect(FIRST),
          new Answer(id(1), new Failed(Failure.CANCELLED)),
          new Register(SECOND, Optional.of(NUMBER)));
      story.hears(new PairingCodeShown("ABCD1234", VALID_UNTIL));
      assertThat(story.answers(2)).hasSize(1);
      assertThat(story.answers(3)).hasSize(1);
      assertThat(story.answers(1)).hasSize(1);
    }
  }
}
