package io.linkfleet.gateway.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.linkfleet.contract.AccountId;
import io.linkfleet.contract.InstanceEvent;
import io.linkfleet.contract.InstanceId;
import io.linkfleet.contract.InstanceName;
import io.linkfleet.contract.InstanceStatus;
import io.linkfleet.contract.Standing;
import io.linkfleet.contract.StateReason;
import io.linkfleet.gateway.events.Subscription.Next;
import io.linkfleet.registry.Caller.AccountCaller;
import io.linkfleet.registry.InstanceRecord;
import io.linkfleet.registry.Token;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class WatchTest {
  private static final AccountId ACCOUNT = new AccountId("00112233445566778899aabbccddeeff");
  private static final Instant AT = Instant.parse("2026-11-23T02:00:00.123Z");

  private final Watch watch = new Watch();
  private final List<InstanceRecord> all = new ArrayList<>();

  /// One of each group.
  @BeforeEach
  void sixteenInstances() {
    for (int i = 0; i < 16; i++) {
      all.add(instance(i, InstanceStatus.DISCONNECTED));
    }
    watch.load(all);
  }

  private static InstanceRecord instance(int i, InstanceStatus status) {
    return new InstanceRecord(
        new InstanceId(Integer.toHexString(i).repeat(32)),
        ACCOUNT,
        new InstanceName("i" + i),
        AT,
        Standing.of(status, StateReason.API),
        AT,
        Optional.empty(),
        false);
  }

  private void tell(int i, InstanceStatus status, long sequence) {
    InstanceRecord now = instance(i, status);
    watch.tell(
        new InstanceEvent(
            now.id(), sequence, ACCOUNT, now.name(), InstanceEvent.Kind.STATE, now.standing(), AT),
        Optional.of(now));
  }

  private Subscription page(Optional<String> seen) {
    Subscription page =
        new Subscription(
            new AccountCaller(ACCOUNT),
            new Token("a-token-of-nobody").hash(),
            seen.flatMap(Tally::ofId));
    watch.join(page);
    return page;
  }

  private static List<Message> told(Subscription page) throws InterruptedException {
    return switch (page.next(Duration.ZERO)) {
      case Next.Tell(var messages) -> messages;
      case Next.Nothing() -> List.of();
      case Next other -> throw new AssertionError("not " + other);
    };
  }

  private static Optional<String> opened(Subscription page) throws InterruptedException {
    return told(page).getLast().id();
  }

  @Test
  void aPageIsShownAllThenWhatChanges() throws InterruptedException {
    Subscription page = page(Optional.empty());
    assertThat(told(page))
        .singleElement()
        .isInstanceOfSatisfying(
            Message.All.class, message -> assertThat(message.instances()).hasSize(16));
    tell(3, InstanceStatus.CONNECTED, 1);
    assertThat(told(page))
        .singleElement()
        .isInstanceOfSatisfying(
            Message.One.class,
            message -> assertThat(message.instance().name().value()).isEqualTo("i3"));
    assertThat(told(page)).isEmpty();
  }

  @Test
  void aPageThatWaitsForTheFirstLookIsOpenedWithIt() throws InterruptedException {
    Watch fresh = new Watch();
    Subscription page =
        new Subscription(
            new AccountCaller(ACCOUNT), new Token("a-token-of-nobody").hash(), Optional.empty());
    fresh.join(page);
    assertThat(told(page)).isEmpty();
    fresh.load(all);
    assertThat(told(page)).singleElement().isInstanceOf(Message.All.class);
  }

  @Nested
  class APageThatComesBack {
    @Test
    void isToldOfTheGroupsThatChangedWithAnIdAtTheirEnd() throws InterruptedException {
      Optional<String> seen = opened(page(Optional.empty()));
      tell(3, InstanceStatus.CONNECTED, 1);
      tell(9, InstanceStatus.CONNECTING, 1);
      List<Message> missed = told(page(seen));
      assertThat(missed)
          .extracting(message -> ((Message.One) message).instance().name().value())
          .containsExactly("i3", "i9");
      assertThat(missed.getFirst().id()).isEmpty();
      assertThat(told(page(missed.getLast().id()))).isEmpty();
    }

    @Test
    void isToldNothingOfWhatWentThereAndBack() throws InterruptedException {
      Optional<String> seen = opened(page(Optional.empty()));
      tell(3, InstanceStatus.CONNECTED, 1);
      tell(3, InstanceStatus.DISCONNECTED, 2);
      assertThat(told(page(seen))).isEmpty();
    }

    @Test
    void isShownAllWhereOneIsGoneOrNew() throws InterruptedException {
      Optional<String> seen = opened(page(Optional.empty()));
      watch.keepOnly(all.subList(1, 16).stream().map(InstanceRecord::id).toList());
      assertThat(told(page(seen))).singleElement().isInstanceOf(Message.All.class);
      watch.look(all.getFirst());
      assertThat(told(page(seen))).isEmpty();
    }
  }

  @Nested
  class APageThatIsSlow {
    @Test
    void losesWhatWaitsAndIsShownAllOnceItReads() throws InterruptedException {
      Subscription page = page(Optional.empty());
      Subscription other = page(Optional.empty());
      told(other);
      for (int i = 1; i <= 1_000; i++) {
        tell(3, i % 2 == 0 ? InstanceStatus.CONNECTED : InstanceStatus.CONNECTING, i);
        assertThat(told(other)).hasSize(1);
      }
      assertThat(page.next(Duration.ZERO)).isEqualTo(new Next.CatchUp());
      watch.catchUp(page);
      List<Message> shown = told(page);
      assertThat(shown).singleElement().isInstanceOf(Message.All.class);
      tell(3, InstanceStatus.DISCONNECTED, 1_001);
      assertThat(told(page)).hasSize(1);
    }
  }

  @Test
  void aLookTellsOfWhatDiffersAlone() throws InterruptedException {
    Subscription page = page(Optional.empty());
    told(page);
    List<InstanceRecord> later = new ArrayList<>(all.subList(1, 16));
    later.set(0, instance(1, InstanceStatus.CONNECTED));
    watch.load(later);
    assertThat(told(page))
        .extracting(Message::name)
        .containsExactlyInAnyOrder("instance", "removed");
  }
}
