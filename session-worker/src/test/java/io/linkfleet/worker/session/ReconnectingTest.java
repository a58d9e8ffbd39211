package io.linkfleet.worker.session;

import static io.linkfleet.worker.session.Circumstance.DEVICE;
import static io.linkfleet.worker.session.Story.START;
import static io.linkfleet.worker.session.Story.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.linkfleet.contract.Command.Reconnect;
import io.linkfleet.contract.Reply.Failed;
import io.linkfleet.contract.Reply.Failure;
import io.linkfleet.contract.Reply.ReconnectInitiated;
import io.linkfleet.contract.Reply.Rejected;
import io.linkfleet.contract.Reply.Rejection;
import io.linkfleet.worker.session.Effect.Answer;
import io.linkfleet.worker.session.Effect.Disconnect;
import io.linkfleet.worker.session.Effect.Login;
import io.linkfleet.worker.session.SessionEvent.CommandReceived;
import io.linkfleet.worker.whatsapp.WhatsAppEvent;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.Cause;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.Closed;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.DeviceUnlinked;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.Evidence;
import io.linkfleet.worker.whatsapp.WhatsAppEvent.StreamReplaced;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class ReconnectingTest {
  static final ConnectionId FIRST = new ConnectionId(1);
  static final ConnectionId SECOND = new ConnectionId(2);
  final Answer initiated = new Answer(id(1), new ReconnectInitiated());

  @ParameterizedTest
  @EnumSource(
      names = {"CONFIRMING", "LOGGING_IN", "ONLINE", "BACKING_OFF", "HALTED", "DELETED"},
      mode = Mode.EXCLUDE)
  void withoutSavedKeysItIsRejectedAndNothingChanges(Circumstance circumstance) {
    Story story = circumstance.story();
    SessionState before = story.state();
    story
        .asks(id(1), new Reconnect())
        .expectNoWrite()
        .expectEffects(new Answer(id(1), new Rejected(Rejection.NO_SAVED_SESSION)));
    assertThat(story.state()).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource(names = {"CONFIRMING", "LOGGING_IN"})
  void onTheWayAlreadyItIsOnlySaid(Circumstance circumstance) {
    Story story = circumstance.story();
    SessionState before = story.state();
    story.asks(id(1), new Reconnect()).expectNoWrite().expectEffects(initiated);
    assertThat(story.state()).isEqualTo(before);
  }

  @Nested
  class WhileOnline {
    final Story story = Story.online(DEVICE).asks(id(1), new Reconnect());

    @Test
    void aFreshConnectionTakesThePlaceOfTheOneThatIsUp() {
      story
          .expectWrite(new StoreWrite.RecordStanding())
          .expectEffects(new Disconnect(FIRST), new Login(SECOND, DEVICE), initiated);
      assertThat(story.link()).isEqualTo(new Link.LoggingIn(SECOND, DEVICE, 0));
    }

    @Test
    void theEndOfTheOldOneChangesNothing() {
      SessionState before = story.state();
      story.hears(FIRST, new StreamReplaced()).expectNoWrite().expectEffects();
      story.hears(FIRST, new Closed(Cause.CLOSED_BY_US)).expectNoWrite().expectEffects();
      assertThat(story.state()).isEqualTo(before);
      story.hears(new WhatsAppEvent.Online());
      assertThat(story.link()).isEqualTo(new Link.Online(SECOND, DEVICE, 0, START));
    }
  }

  @Test
  void backingOffItDoesNotWaitForTheTimer() {
    Story story = Circumstance.BACKING_OFF.story().asks(id(1), new Reconnect());
    assertThat(story.last().effects())
        .containsExactly(new Login(new ConnectionId(3), DEVICE), initiated);
    SessionState before = story.state();
    story.retries().expectEffects();
    assertThat(story.state()).isEqualTo(before);
  }

  @Test
  void haltedItTriesAgain() {
    Story story = Circumstance.HALTED.story().asks(id(1), new Reconnect());
    assertThat(story.last().effects())
        .containsExactly(new Login(new ConnectionId(3), DEVICE), initiated);
    assertThat(story.link()).isEqualTo(new Link.LoggingIn(new ConnectionId(3), DEVICE, 0));
  }

  @Test
  void afterALogoutThatIsNotConfirmedThereAreNoKeysForIt() {
    Story story = Story.online(DEVICE).logsOut(2).asks(id(1), new Reconnect());
    assertThat(story.answers(1)).containsExactly(new Rejected(Rejection.NO_SAVED_SESSION));
    story.hears(new DeviceUnlinked(Evidence.ACKNOWLEDGED));
    assertThat(story.state().isIdle()).isTrue();
  }

  @Test
  void pastItsDeadlineItIsNotStarted() {
    Story.online(DEVICE)
        .then(new CommandReceived(id(1), new Reconnect(), START))
        .expectNoWrite()
        .expectEffects(new Answer(id(1), new Failed(Failure.DEADLINE_PASSED)));
  }

  @Test
  void everyStateOfALinkIsACircumstance() {
    Set<Class<?>> visited = new HashSet<>();
    for (Circumstance circumstance : Circumstance.values()) {
      assertThat(circumstance.story().link()).isInstanceOf(circumstance.link);
      visited.add(circumstance.link);
      assertThat(circumstance.story().link().linkedDevice())
          .isEqualTo(circumstance.hasDevice() ? Optional.of(DEVICE) : Optional.empty());
    }
    assertThat(visited).containsExactlyInAnyOrder(Link.class.getPermittedSubclasses());
  }
}
